"""Periods, dates as people write them, and deadline rules: what falls due when."""
