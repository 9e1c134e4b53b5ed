"""Tables of a printed page as text: columns parted by blanks, the lines of each cell set around the middle of its row."""
