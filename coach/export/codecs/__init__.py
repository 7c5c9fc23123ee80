"""The other formats: how samples become a file of each."""
