"""A page that plays a track: one HTML file that needs nothing else."""
