"""How facts lie on disk: sealed columns, keyed indexes, bulk writing, dated versions, name search.

It knows neither people nor places nor programmes; it refuses to keep a key in the database.
Every other house stands on it, on SQLite and on PostgreSQL alike.
"""
