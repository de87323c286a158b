"""Pages of clinics: places, series, sessions, and the day."""
