"""Tables whose rules leave sides open, drawn in a PDF or found in a scan."""
