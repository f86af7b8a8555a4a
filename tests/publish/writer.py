"""Write a report as a text document of LibreOffice (flat ODF), which turns it into .docx, .doc and PDF.

A4, 三号 (16 pt), the first line of a paragraph indented by two characters, a running head, the page number below. No
punctuation hangs in the margin: LibreOffice 7.4 leaves it out of a justified PDF.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.publish.sample import Line, tables_apart

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
FONT = "Noto Serif CJK SC"
PAGE_NUMBER = '<text:page-number text:select-page="current">1</text:page-number>'
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles>
<style:style style:name="Standard" style:family="paragraph">
 <style:paragraph-properties fo:line-height="28pt" fo:text-align="justify"
  style:punctuation-wrap="simple"/>
 <style:text-properties style:font-name="F" style:font-name-asian="F" fo:font-size="16pt" style:font-size-asian="16pt"/>
</style:style>
<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
 <style:paragraph-properties fo:text-indent="32pt"/>
</style:style>
<style:style style:name="Head" style:family="paragraph" style:parent-style-name="Standard">
 <style:paragraph-properties fo:text-align="center" fo:margin-bottom="14pt"/>
 <style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/>
</style:style>
<style:style style:name="Small" style:family="paragraph" style:parent-style-name="Standard">
 <style:paragraph-properties fo:text-align="center" fo:line-height="16pt"/>
 <style:text-properties fo:font-size="10.5pt" style:font-size-asian="10.5pt"/>
</style:style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="A4">
 <style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="25mm"
  fo:margin-bottom="25mm" fo:margin-left="28mm" fo:margin-right="26mm"/>
 <style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="4mm"/></style:header-style>
 <style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style>
</style:page-layout>
<style:style style:name="Cell" style:family="table-cell">
 <style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1mm"/>
</style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
 <style:header><text:p text:style-name="Small">{running_head}</text:p></style:header>
 <style:footer><text:p text:style-name="Small">— {page_number} —</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
{body}
</office:text></office:body></office:document>
"""


def publish(lines: Sequence[Line], running_head: str) -> bytes:
    """Return the .fodt of `lines`."""
    body = []
    for group in tables_apart(lines):
        body += [table(group)] if group[0].cells else [paragraph(line) for line in group]
    return DOCUMENT.format(
        namespaces=NAMESPACES,
        font=FONT,
        running_head=escape(running_head),
        page_number=PAGE_NUMBER,
        body="\n".join(body),
    ).encode()


def paragraph(line: Line) -> str:
    return f'<text:p text:style-name="{"Head" if line.is_title else "Body"}">{spaced(line.text)}</text:p>'


def spaced(text: str) -> str:
    """Return `text` as ODF keeps it: of two spaces the second is an element."""
    return escape(text).replace("  ", " <text:s/>")


def table(rows: Sequence[Line]) -> str:
    columns = max(len(row.cells) for row in rows)
    cells = [
        "".join(
            '<table:table-cell table:style-name="Cell" office:value-type="string">'
            f'<text:p text:style-name="Small">{escape(cell)}</text:p></table:table-cell>'
            for cell in row.cells
        )
        for row in rows
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f'<table:table><table:table-column table:number-columns-repeated="{columns}"/>{body}</table:table>'
