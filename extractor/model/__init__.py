"""The language model side: one endpoint, asked politely, remembered, paid for and counted."""
