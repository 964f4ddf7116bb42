"""Script in, clips out: reading aloud, voices, and the pool of worker processes."""
