"""Reports that are consistent, and the same with one mistake in each: what the audit is held to.

Nothing in here ships; places, bodies and projects are invented. `measure.py` counts what is found.
"""
