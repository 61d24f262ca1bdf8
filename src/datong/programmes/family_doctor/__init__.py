"""Family doctors 家庭医生: who is contracted with which household, and what was done for it.

It refuses to show health facts to those who serve another purpose, and to list households on a village board.
"""
