"""Files that are sent: summaries, letters, and the templates they are filled into."""
