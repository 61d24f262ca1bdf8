"""What if a rule changed (假如): the outputs of two runs of a rule over the same households, held side by side.

Every number is a whole number or an exact fraction; nothing is estimated. What either run left open (`eligible` empty) is counted
apart as unknown and takes part in nothing else. Definitions and sources: docs/explanation/simulation.md.
"""
