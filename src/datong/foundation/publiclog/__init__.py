"""The public log (公开日志): what was published, when, by whom, so that nobody can quietly change it afterwards.

Entries are salted commitments with public metadata; their Merkle tree lies in files that any web server can serve and
anybody can check. It refuses to hold content or personal data, to sign what does not extend all it signed before, and to
call anything proved that is not in a signed and witnessed checkpoint.
"""
