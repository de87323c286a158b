"""Pages of cases and what hangs on them."""
