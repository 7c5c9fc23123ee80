"""A feed of exported tracks, for any podcast player, as plain files for any web space."""
