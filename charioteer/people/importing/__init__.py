"""Taking people in from a file: what is known of them, what each row means, and writing a million of them."""
