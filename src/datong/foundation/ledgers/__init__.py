"""Spreadsheets in and out: declared sheets and columns, refused rows with reasons, receipts.

It refuses to drop a row silently, to guess a place or an identity number, and to change a record without keeping
the earlier version readable. What a row means is declared by the programme that owns the sheet.
"""
