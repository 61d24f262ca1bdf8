"""Paper without Django.

model.py          what a document says: its head and its blocks
letter.py         a letter to a citizen, which always says the same seven things
layout.py         a document as plain data, decided once for both formats: clean text, widths, wording of the language
pdf.py document.typ   that data as PDF
office.py office_tables.py   that data as DOCX
qr.py             QR codes
fonts.py typesetting.py word.py plain.py   the press itself, which the briefing uses too
"""
