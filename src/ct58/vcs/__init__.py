"""git: run safely, and never through the hooks or aliases of the data's repository."""
