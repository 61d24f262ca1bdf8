"""What the portal keeps for itself."""
