"""Captions: words to be read along, in the formats that players know."""
