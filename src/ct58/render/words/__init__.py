"""Single things in words: a status, a change, an indicator, a table's row; the same on every screen and in every document."""
