"""MP3: LAME on every core, the streams joined, and the tag that makes the length exact."""
