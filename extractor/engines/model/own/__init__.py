"""Reading a document by a pydantic model of the user's own."""
