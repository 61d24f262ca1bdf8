"""Forms and letters on paper (文书): one structure in, PDF and DOCX out, the same bytes for the same content.

It knows no case, no person and no table of a database. It refuses to drop a character that no font has, and to let
text become markup.
"""
