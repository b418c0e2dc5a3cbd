"""A report that a unit sent, against what is held of the unit: every number in it accounted for."""
