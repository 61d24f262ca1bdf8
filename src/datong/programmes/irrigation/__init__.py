"""Irrigation 水利渠系: a five-year funded plan for canals and ponds.

It refuses to mix planned and spent money, and money with labour.
"""
