"""Orchestration only: which files, in which order, with what refused. Six rooms, one a kind of work."""
