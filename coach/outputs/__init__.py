"""Outputs: what a finished track becomes, each a row of `table.py`."""
