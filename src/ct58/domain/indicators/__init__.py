"""Indicators: counts over declared bases, and the range that missing reports leave open (domain.md §6)."""
