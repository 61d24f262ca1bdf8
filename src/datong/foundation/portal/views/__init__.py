"""The doors of the public pages."""
