"""Forms of cases and what hangs on them."""
