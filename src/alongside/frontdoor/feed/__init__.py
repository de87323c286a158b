"""The open feed: what we publish, by Open Referral UK 3.0, and a check that it is right."""
