"""Many offices added: what each contributes, what must not be added, what a level comes to."""
