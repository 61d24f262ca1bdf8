"""The tree of places: province, prefecture, county, town, village, with the 12-digit statistical codes.

A place is valid from and to a date; an abolished code keeps its row and may name its successor.
It refuses to guess: a name that fits two villages of a town is ambiguous and is said to be so.
"""
