"""READ form II.06a as offices have it: found by its header, read by level and field."""
