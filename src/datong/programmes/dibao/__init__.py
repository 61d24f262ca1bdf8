"""Dibao 低保, the minimum living guarantee: who receives it, who entered, who left, and how it was appraised.

It refuses to stop, reduce or reject anything by itself: a ledger tells what people decided, software never decides.
Household survey, appraisal, posting and decision come as casework; this house starts with the register.
"""
