"""Tags of the casework pages."""
