"""Persons and households: one register for all programmes; one identity number, one person.

Identity numbers and phones are sealed, found through a keyed index, masked on pages; names stay as they were written.
It refuses to merge two persons, and to show a full number without a purpose in the journal.
"""
