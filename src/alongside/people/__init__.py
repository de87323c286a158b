"""The people we support: names, needs, safe contact, who works with them, and who must not."""
