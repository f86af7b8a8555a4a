"""The index of several reports: a table that leads to their pages, and charts."""
