"""A rule run over files: proven when it is loaded, checked inputs, one row out for each household, in memory that is bounded."""
