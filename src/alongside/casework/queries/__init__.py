"""Reads of cases and what hangs on them: for the pages of a person, and for the desk."""
