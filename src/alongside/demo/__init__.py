"""A made-up service to try Alongside with."""
