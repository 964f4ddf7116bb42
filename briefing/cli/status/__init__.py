"""`briefing status`: what a person should look at."""
