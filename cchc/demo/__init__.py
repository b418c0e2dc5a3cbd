"""INVENT a province to try things on: its districts do not exist, and every page says so."""

from .province import Province, make_province

__all__ = ["Province", "make_province"]
