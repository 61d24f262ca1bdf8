"""Benchmarks: what Datong promises, measured beside the raw engine in the same run (`make bench`)."""
