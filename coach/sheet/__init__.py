"""A sheet to take home: a routine on paper, with boxes to tick."""
