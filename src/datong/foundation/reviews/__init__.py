"""Joint review (部门联审、信息核对): recipients against the lists of other departments, and the desk where people decide.

A match opens a question, never more: it is to be verified, the household is told and can answer, a human decides, and
what a confirmed one opens is a check by a programme's own procedure. Nothing here can change what a household gets.
"""
