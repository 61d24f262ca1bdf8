"""The ground everything stands on (内核): values and rules that need nothing but the standard library.

Texts in two languages, the clock, folding of text, cells of a ledger, identity numbers, number styles, small cells of tables,
registries. Nothing here knows a database, a web page or a programme.
"""
