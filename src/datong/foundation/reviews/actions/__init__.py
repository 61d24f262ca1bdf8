"""Writes of joint review. None of them reaches a benefit: the last one opens a check, by the programme's own procedure."""
