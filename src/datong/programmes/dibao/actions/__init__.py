"""Writes of the dibao house."""

from datong.programmes.dibao.actions.rosters import HEAD, households

__all__ = ["HEAD", "households"]
