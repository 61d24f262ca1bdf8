"""The scene of these tests."""

from tests.foundation.reviews.scene import quick, scene, stopped

__all__ = ["quick", "scene", "stopped"]
