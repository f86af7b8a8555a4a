"""A web page: its charset, its article told from the page around it, and that as a reader sees it."""
