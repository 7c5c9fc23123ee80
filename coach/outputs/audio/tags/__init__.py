"""What files say of themselves: titles, chapters, words, in the terms of each kind of tag."""
