"""Briefings (简报): text assembled from figures, every number a link."""
