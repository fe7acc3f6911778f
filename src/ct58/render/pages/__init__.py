"""Pages: a view put into words, one module a command."""
