"""From an edit to files: what is recorded, imported, issued, formatted, and what is refused."""
