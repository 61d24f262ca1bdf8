"""Pages of meetings. No logic: each calls one query or one action."""
