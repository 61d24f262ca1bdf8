"""Photographs, scans and papers of a matter: kept by content hash, images redrawn without metadata, served as downloads.

It refuses what can run, hide or unpack (archives, office files, active PDF, animations), and it forgets nothing before
its time: files go when their retention class says so, the row with the hash stays.
"""
