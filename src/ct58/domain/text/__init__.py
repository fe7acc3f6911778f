"""Vietnamese text: letters, order and keys for searching, what was probably meant, what is private."""
