"""Two-year reviews of administrative reform whose every number can be traced."""

__version__ = "0.1.0"
