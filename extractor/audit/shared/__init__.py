"""What rules of several families ask: of a form, of the funds, of names and units, of the sentences of running text."""
