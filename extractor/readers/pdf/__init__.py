"""PDF: pages by their own text, or by their picture where that cannot be trusted."""
