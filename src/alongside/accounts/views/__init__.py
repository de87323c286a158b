"""Pages about coming in, staying in, going out, and who may."""
