"""What ./alongside does. Plain Python, so that it runs before anything is installed."""
