"""The report of a benchmark run: one page for a browser, the same as Markdown, and all of its figures as JSON."""
