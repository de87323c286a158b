"""What is typed, to clean data: signing in, and looking after accounts."""
