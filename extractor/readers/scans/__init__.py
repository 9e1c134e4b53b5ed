"""Picture files, and what OCR makes of them."""
