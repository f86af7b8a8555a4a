"""A Word document: its text with the automatic numbers that Word shows, which stand nowhere in it."""
