"""A benchmark: which engines read which documents, kept as a folder that can be resumed and shown again."""
