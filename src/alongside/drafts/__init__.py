"""What was typed and not yet sent: kept for the one who typed it, and for nobody else."""
