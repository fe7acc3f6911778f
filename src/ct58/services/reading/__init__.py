"""From a folder or a revision to an office: which files, which slice of them, with which findings."""
