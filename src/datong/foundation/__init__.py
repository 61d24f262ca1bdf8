"""What two programmes need, once: a one-way street of houses, each entered by its service.py."""
