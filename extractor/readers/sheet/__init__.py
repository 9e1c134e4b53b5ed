"""Spreadsheets (.xlsx), as their cells show their values."""
