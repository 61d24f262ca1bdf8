"""Cases, steps, legal clocks, tasks, decisions with reasons, objections: every procedure of every programme runs here.

A programme declares its table (`workflow.py`) and plugs it in; this house interprets it. It refuses any step the table
does not have, and any decision without a named human, reasons in words, an article, and distance to the case.
"""
