"""A face: what needs doing today, for an advocate and for the coordinator."""
