"""Who may do what, where, until when, and the sentence shown when not: accounts, posts, one permission table.

It refuses a second way in: no superuser, no group, no per-row grant. A list and a single check are one query
over the posts in force today. Read permissions.py first.
"""
