"""Pages of sunshine."""
