"""Every write of access: accounts and posts, and the accounts of a demonstration database."""
