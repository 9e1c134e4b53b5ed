"""Scanned pages: straightened, recognised, their rulings found, as printed pages."""
