"""Cases, what the person wants said, options, steps, contact notes and papers."""
