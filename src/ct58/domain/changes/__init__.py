"""What a change means: two states of the data compared by meaning, not by lines."""
