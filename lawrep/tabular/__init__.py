"""Tables in the text of a report: rows of cells, what heads them, and the figures in them."""
