"""Pages about an advocate's journey."""
