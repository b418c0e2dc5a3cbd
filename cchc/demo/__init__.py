"""INVENT a province to try things on: its districts do not exist, and every page says so."""
