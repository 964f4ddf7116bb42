"""Programme in, episode out: tags, transcript, pages, cover, podcast feed, and the folder that listeners get."""
