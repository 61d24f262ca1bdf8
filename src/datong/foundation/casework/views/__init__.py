"""Pages of casework. No logic: each calls one query or one action."""
