"""Sample news, written for this project, from which `briefing demo` makes a whole episode without a network."""
