"""The dibao figures, each with its definition in words, and what must agree."""

from datong.programmes.dibao.indicators import reviewing, roster

__all__ = ["CHECKS", "FIGURES", "RECORDS"]

FIGURES = (*roster.FIGURES, *reviewing.FIGURES)
CHECKS = roster.CHECKS
RECORDS = reviewing.RECORDS
