"""Voices: profiles, engines, and how a text is read aloud."""
