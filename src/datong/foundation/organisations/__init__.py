"""Departments, village committees, clinics, party branches, service teams: one register by county, kind and name.

It refuses nothing yet but duplicates; who holds which post of whom comes with access.
"""
