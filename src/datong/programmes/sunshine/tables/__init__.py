"""The lists of sunshine as tables."""
