"""The seven special actions, one house each, strangers to one another."""
