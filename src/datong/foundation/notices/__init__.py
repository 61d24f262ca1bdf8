"""Letters to a person (文书送达): what was written, by whom, and the proof that it arrived.

It decides nothing and knows no case: it numbers, keeps, prints and records delivery. It refuses to count an SMS or an
e-mail as proof, and to put anything about a person into one.
"""
