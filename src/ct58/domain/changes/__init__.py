"""What differs between two states of the data, compared by meaning, not by lines; and joining two lines of work."""
