"""Sunshine 阳光行动: ten aspects of village affairs, disclosed on time.

It refuses to call a village open that lacks one of the ten.
"""
