"""Mix: clips in, programme out: timeline, joins, loudness, one untagged MP3."""
