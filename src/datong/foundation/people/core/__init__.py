"""Kinship without a database: the relations, and who is near to whom."""
