"""From a timeline to samples: tones, the mix, loudness."""
