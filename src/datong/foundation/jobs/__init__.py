"""Long work that a page orders (长任务): a process of its own does it, the page asks how far it is.

What the work is, is the business of the house that orders it; here is what every such order has in common. A process that died is
found out by its lock. One of a kind runs at a time, the others wait. No table of its own: a house keeps its orders itself.
"""
