"""What a gold set of so many documents can tell: intervals, better or worse or tied, the gate, the history."""
