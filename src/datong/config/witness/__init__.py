"""A witness (见证人) of transparency logs, to be run by another body than the county: an audit office, a university, a neighbour.

It signs a checkpoint only when the log has grown out of the one it signed before. It needs no database and no web
framework: the kernel, one library for Ed25519, and a folder. Source: c2sp.org/tlog-witness v1.0.0.
"""
