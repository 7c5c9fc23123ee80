"""From samples to a finished file: encoders, chapters and tags."""
