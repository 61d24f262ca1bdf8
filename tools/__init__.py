"""Tools of the workshop: checks and small builders. Nothing in the product imports them."""
