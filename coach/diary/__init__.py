"""The diary: what was done, what is due, and what comes next. Nothing of it leaves the machine."""
