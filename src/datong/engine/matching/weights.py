"""The weights of likeness (模糊比对的权重), kept with the package as JSON together with what they were learnt from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from datong.engine.matching.likeness import COMPARISONS

__all__ = ["FLOOR", "THRESHOLD", "Weights"]

THRESHOLD = 0.8
"""Below this probability a pair is only `to verify` (待核实); published in the documentation."""
FLOOR = 0.1
"""Below this probability a pair is not written."""
BY_FREQUENCY = (("name", "same"), ("name", "variant"), ("name", "sound"))
"""Levels whose u is the frequency of the name itself, or of its sound."""
FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Weights:
    """m: how often a level is seen when both are one person; u: when they are two. Levels in the order of `COMPARISONS`, then `other`.

    expected: how many recipients of a register's rows, and the least population from which the rows are taken to come.
    """

    m: Mapping[str, Mapping[str, float]]
    u: Mapping[str, Mapping[str, float]]
    expected: float
    population: int
    provenance: Mapping[str, Any]

    @classmethod
    @cache
    def kept(cls) -> Weights:
        """The weights of the package."""
        return cls.read(FILE)

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Weights of a file."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(kept["m"], kept["u"], kept["expected"], kept["population"], kept["provenance"])

    def ratios(self, name: str) -> list[float]:
        """What the levels of a comparison multiply the odds by: 1 for unknown, then its levels, then `other`.

        For equal names there is no u here: how common the name is takes its place.
        """
        comparison = next(each for each in COMPARISONS if each.name == name)
        levels = [level for level, _ in comparison.levels] + ["other"]
        rare = {(name, level): self.u[name][level] for level in levels} | dict.fromkeys(BY_FREQUENCY, 1.0)
        return [1.0] + [self.m[name][level] / rare[name, level] for level in levels]
