"""Mix stage: clips in, programme out, with timeline, joins, loudness and one untagged MP3."""
