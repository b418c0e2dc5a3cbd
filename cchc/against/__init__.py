"""A report that a unit sent: its numbers beside the held figures that their words are near to."""
