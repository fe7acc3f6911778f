"""Checks: what records must say about each other. Each is a small function from a context to findings.

Nothing is imported here, so that whoever needs one module of checks does not pay for all.
"""
