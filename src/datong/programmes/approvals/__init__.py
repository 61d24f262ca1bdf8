"""Approvals 行政审批: the catalogue of items, its reform, and the proof that reform shortened it.

It refuses to count a suspended item as a shorter one: every way of streamlining keeps its name.
"""
