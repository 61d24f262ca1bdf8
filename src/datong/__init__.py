"""Datong (打通): an open-source platform with which a county runs the public services of the last mile."""

__version__ = "0.1.0"
