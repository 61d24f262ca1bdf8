"""Who did what to which record, when, why, through which door; append-only.

It refuses personal data in an entry; entries are written once and only read afterwards.
"""
