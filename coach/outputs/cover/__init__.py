"""The cover of a track: a picture, and the title set below it."""
