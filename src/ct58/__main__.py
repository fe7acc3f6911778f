"""`python -m ct58`."""

from ct58.cli.main import main

main()
