"""What keeps happening to people: the fairness log, in their own words."""
