"""Build the XML of Word documents for the tests."""

import io
import zipfile

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, numbering: str = "", styles: str = "") -> bytes:
    """Return a Word document with this body; its parts are where most writers put them."""
    parts = {"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMES}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMES}>{styles}</w:styles>"
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def p(text: str, num: object = None, level: int | None = None, style: str = "") -> str:
    """Return a paragraph, of the list `num` at `level`, in `style`."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None or level is not None:
        ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
        inside += f"<w:numPr>{ilvl}" + ("" if num is None else f'<w:numId w:val="{num}"/>') + "</w:numPr>"
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lvl(level: int, style: str = "decimal", text: str | None = None, start: object = 1, more: str = "") -> str:
    text = f"%{level + 1}." if text is None else text
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def anew(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(name: str, *, base: str = "", num: object = None, level: object = None, kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    number = "" if num is None else f'<w:numId w:val="{num}"/>'
    numbered = f"<w:pPr><w:numPr>{ilvl}{number}</w:numPr></w:pPr>" if ilvl or number else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{based}{numbered}</w:style>'


REPORT = abstract(
    0,
    lvl(0, "chineseCounting", "%1、"),
    lvl(1, "chineseCountingThousand", "（%2）"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimal", "（%4）"),
    lvl(4, "decimalEnclosedCircle", "%5"),
) + num(1, 0)
