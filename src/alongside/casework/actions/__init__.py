"""Every change to cases and what hangs on them."""
