"""The transparency log's arithmetic and formats (透明日志): tree, tiles, signed notes, checkpoints, proofs, witness policies.

Standard library only and pure: bytes in, bytes out. Ed25519 comes in as a function. Formats by C2SP, hashing by RFC 6962.
"""
