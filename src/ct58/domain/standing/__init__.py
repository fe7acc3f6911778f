"""Who owes what, and where it stands on a day: always derived, never stored."""
