"""Meetings that decide: who is entitled, who must step aside, how many are enough, what was resolved, who signed.

What the rule leaves open it does not fill in; a secret ballot it counts on paper only, twice, and never knows who voted how.
Read core/rules.py first.
"""
