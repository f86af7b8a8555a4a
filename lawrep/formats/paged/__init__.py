"""What is placed on pages, PDF and OFD: glyphs to lines, lines to paragraphs and rows."""
