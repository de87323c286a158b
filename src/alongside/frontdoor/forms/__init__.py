"""Input of the front door."""
