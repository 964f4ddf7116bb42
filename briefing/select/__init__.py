"""The select stage: items in, rundown out. Groups items by event, ranks the stories and fits them into the minutes."""
