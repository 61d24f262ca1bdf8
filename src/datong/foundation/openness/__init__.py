"""Openness 公开: what must be published, by whom, by when; what was published, for how long; objections to it.

Nothing is shown that the public log does not hold, and nothing personal passes that its profile does not allow.
"""
