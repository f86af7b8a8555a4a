"""Old Word, RTF and OpenDocument: converted to .docx, and read as that."""
