"""A line as it is to be read aloud: numbers, dates, amounts and signs in words."""
