"""TAKE IN what offices send: any reader makes a `Proposal`, and one way leads it into `data/`."""
