"""Set-wise computing: what a rule is computed with. Knows no Django, no house and no law."""
