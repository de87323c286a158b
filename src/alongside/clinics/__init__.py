"""Places, weekly series, sessions, shifts, visits and the tally."""
