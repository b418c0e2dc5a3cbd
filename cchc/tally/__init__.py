"""A register of dossiers to the figures of form II.06a: read, judged row by row, counted."""
