"""The audio formats: how samples become a file of each."""
