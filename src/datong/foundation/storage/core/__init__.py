"""Sealing and declarations of personal data, without Django."""
