"""From a routine to a timeline: what is heard, in order, and exactly when."""
