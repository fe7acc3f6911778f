"""ct58: follow a committee's action programme kept as version-controlled YAML."""

__version__ = "0.1.0"
