"""The log without a database: entries, keys, files, whole-log checks, the talk with witnesses."""
