"""Items that end the program again and again: found, and left out."""
