"""The tables of this house's pages: columns and rows as the shell draws them."""
