"""From the words of a command to an edit. Pure; a refusal says why and what to do."""
