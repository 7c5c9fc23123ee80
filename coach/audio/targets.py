"""What a finished track is brought to, unless a listener or a format asks for something else."""

LOUDNESS_LUFS = -16.0
"""The loudness of all speech in a track, in LUFS: what podcast directories ask of mono speech."""

CEILING_DBTP = -2.0
"""The true peak of a track, in dBTP, unless the format of a file needs it lower."""
