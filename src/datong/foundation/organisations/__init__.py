"""Departments, village committees, clinics, party branches, service teams: one register by county, kind and name.

Beside it, who holds which duty (任职) for which place and when: committee members, representatives, dibao staff.
Accounts and posts in this system are those of access.
"""
