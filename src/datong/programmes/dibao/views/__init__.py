"""Pages of dibao. No logic: each calls one query or one action."""
