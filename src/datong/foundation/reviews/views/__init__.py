"""Pages of joint review. No logic: each calls one query or action."""
