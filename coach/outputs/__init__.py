"""Outputs: what a finished track becomes, each a row of `output_table.py`."""
