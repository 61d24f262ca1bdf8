"""The public face: what every village owes and has published, what the county's figures are, how anybody checks it.

It refuses to show a publication that the public log does not prove, and to know who is reading.
"""
