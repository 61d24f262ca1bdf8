"""The tables and words of this house's pages."""
