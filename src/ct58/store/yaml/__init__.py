"""The text of the files: from bytes to records and back, with every comment where it was. Knows no disk."""
