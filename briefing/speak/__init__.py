"""Speak stage: script in, clips out, with spoken forms, voices and a pool of worker processes."""
