"""Membership 党员评议: the yearly appraisal of party members and what follows it.

It refuses any public list of names: dignity first, figures only.
"""
