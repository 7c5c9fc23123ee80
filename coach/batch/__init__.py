"""A table of people, made into a folder of tracks."""
