"""What stands on paper, however it was read: lines, paragraphs, columns, and what a page break cuts."""
