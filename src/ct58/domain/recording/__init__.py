"""Planning a record: from the office and the clerk's words to an edit. Pure; refusals say why."""
