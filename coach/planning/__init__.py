"""Planning: what is chosen for a listener before anything is placed in time."""
