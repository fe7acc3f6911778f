"""One module a command: its page, its tables and its JSON side by side."""
