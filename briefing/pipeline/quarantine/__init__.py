"""Items that end the program repeatedly: found, and left out."""
