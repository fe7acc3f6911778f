"""What the files hold: one frozen record each, where it lives, the rules of events, and finding a unit by name."""
