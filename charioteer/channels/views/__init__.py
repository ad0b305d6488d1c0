"""Pages of the register: for people who are signed in, and for everybody."""
