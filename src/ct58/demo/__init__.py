"""A synthetic office for newcomers, tests and benchmarks: made up, plainly so, and the same for a seed."""

from ct58.demo.history import DemoRecord, demo_commits, files_at_the_end
from ct58.demo.office import demo_as_of, demo_files, demo_history

__all__ = ["DemoRecord", "demo_as_of", "demo_commits", "demo_files", "demo_history", "files_at_the_end"]
