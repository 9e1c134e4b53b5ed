"""Plain text, whatever encoding it was saved in."""
