"""Who may do what at the front door, and what stands against it."""
