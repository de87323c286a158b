"""Whether a feed keeps to Open Referral UK 3.0: what the official validator does, and what it misses."""
