"""Every write of sunshine."""
