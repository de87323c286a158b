"""Sealed fields: what is written about a person is unreadable without a key kept outside the database."""
