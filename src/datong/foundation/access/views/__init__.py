"""Pages of access: signing in, accounts and posts; the journal."""
