"""`briefing status`: what needs attention."""
