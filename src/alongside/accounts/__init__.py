"""Users, sign-in, roles, and what the service calls itself and its people."""
