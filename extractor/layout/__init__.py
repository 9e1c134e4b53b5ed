"""From page text to blocks: paragraphs, and tables rebuilt from what a text dump keeps of them."""
