"""Who did what to which record, when, why, through which door; append-only.

It refuses to change or forget an entry: the tables themselves reject UPDATE and DELETE.
"""
