"""Reads of joint review; whatever names a person is scoped to its viewer first."""
