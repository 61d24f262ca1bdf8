"""The tables of this house's pages."""
