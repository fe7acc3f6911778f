"""Beginning: a new folder, git for it, and what is wrong with a computer."""
