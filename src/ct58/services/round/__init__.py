"""The daily round of several people: keep, send, fetch, settle, review; git without its words."""
