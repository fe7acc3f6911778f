"""Pure: no file, clock, setting or library of others. Eight rooms; each knows only those named before it.

text, time, records, standing, then checks and indicators, then planning, then changes.
"""
