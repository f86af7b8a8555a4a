"""PDFs, written byte by byte: what is read of them, and what is said of those that cannot be read."""

import io
import subprocess
import sys
import zlib
from collections.abc import Iterable

import pytest

from lawrep import extract, to_json
from lawrep.errors import ReadError
from lawrep.formats.paged import pdf
from lawrep.formats.paged.isolated import run_isolated
from lawrep.formats.reading import Reading
from lawrep.reader import decode
from lawrep.validate import find_faults

pytest.importorskip("pypdfium2")

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    b" /DW 1000 /W [32 [" + b"500 " * 95 + b"]] /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4"
    b" /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >> >>]"
)
TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
    + (
        b"".join(b"1 beginbfrange <%02x00> <%02xff> <%02x00> endbfrange " % (high, high, high) for high in range(256))
        + b"endcmap end"
    )
)


def read_here(data: bytes, shown: str = "report.pdf") -> Reading:
    """Read a PDF in this process, which is quicker than in one of its own."""
    pdf.check_whole(data, shown)
    return pdf.read_here(data, shown)


def stream(data: bytes, more: bytes = b"", packed: bool = False) -> bytes:
    if packed:
        data, more = zlib.compress(data, 9), more + b" /Filter /FlateDecode"
    return b"<< /Length %d%s >> stream\n%s\nendstream" % (len(data), more, data)


def pdf_of(objects: dict[int, bytes]) -> bytes:
    """Return the file of numbered objects, 1 being the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n")
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return out.getvalue()


def document(
    contents: Iterable[bytes],
    page: bytes = b"",
    unicode: bytes = TO_UNICODE,
    box: bytes = b"0 0 595 842",
    packed: bool = False,
) -> dict[int, bytes]:
    """Return the objects of a document, its pages having these contents; a page may have more entries."""
    contents = list(contents)
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: FONT + b" /ToUnicode 4 0 R >>", 4: stream(unicode)}
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(contents)))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents))
    for number, content in enumerate(contents):
        objects[10 + 2 * number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R %s /Resources << /Font << /F 3 0 R >>"
            b" /XObject << /X 5 0 R >> >> >>" % (box, 11 + 2 * number, page)
        )
        objects[11 + 2 * number] = stream(content, packed=packed)
    return objects


def show(text: str, x: float = 80, y: float = 740, size: float = 16, turn: str = "1 0 0 1") -> bytes:
    return f"BT /F {size} Tf {turn} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


def lines(*texts: str) -> bytes:
    return b"".join(
        show(text.lstrip("　"), 80 + 16 * (len(text) - len(text.lstrip("　"))), 740 - 28 * n)
        for n, text in enumerate(texts)
    )


FULL = "全市各级行政机关依法履行职责加强制度建设规范执法行为化"
REPORT = [lines("　　" + FULL[:26], FULL + "1", "252件，成功率94.2%。"), lines("　　" + FULL[:26], FULL, "完毕。")]
TEXT = f"{FULL[:26]}{FULL}1252件，成功率94.2%。\n{FULL[:26]}{FULL}完毕。"


def test_a_pdf_is_read_page_by_page() -> None:
    reading = pdf.read(pdf_of(document(REPORT)), "report.pdf")
    assert reading.text == TEXT
    assert [place["page"] for place in reading.places] == [1, 2]
    assert reading.text[reading.places[1]["start"]] == "全"


def test_the_child_process_reads_what_this_one_reads() -> None:
    data = pdf_of(document(REPORT, packed=True))
    assert pdf.read(data, "report.pdf") == read_here(data)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_turned_by_its_rotation_is_read(rotation: int) -> None:
    data = pdf_of(document(REPORT, b"/Rotate %d" % rotation))
    assert read_here(data).text == TEXT


def test_text_drawn_along_the_long_side_is_read() -> None:
    upright = b"".join(show(text, 100 + 28 * n, 80, turn="0 1 -1 0") for n, text in enumerate([FULL + "1", "252件。"]))
    assert read_here(pdf_of(document([upright]))).text == FULL + "1252件。"


def test_watermarks_and_page_numbers_go() -> None:
    pages = [
        content + show("内部资料", 200, 300, 40, turn="0.7 0.7 -0.7 0.7") + show(f"— {number} —", 280, 60, 14)
        for number, content in enumerate(REPORT, 1)
    ]
    assert read_here(pdf_of(document(pages))).text == TEXT


def test_a_hyphen_at_a_line_end_is_kept_between_numbers() -> None:
    data = pdf_of(document([lines(FULL + "1-", "252件。")]))
    assert read_here(data).text == FULL + "1-252件。"


def test_ruling_lines_make_a_table() -> None:
    cells = (
        show("指标", 90, 700, 12)
        + show("2023年", 200, 700, 12)
        + show("罚没", 90, 680, 12)
        + show("1753.79", 200, 680, 12)
    )
    frames = b"".join(b"%d %d 100 20 re S\n" % (x, y) for x in (85, 185) for y in (675, 695))
    assert read_here(pdf_of(document([cells + frames])), "t.pdf").text == "指标 | 2023年\n罚没 | 1753.79"
    thin = b"".join(b"%d 675 0.5 40 re f\n" % x for x in (85, 185, 285)) + b"".join(
        b"85 %d 200 0.5 re f\n" % y for y in (675, 695, 715)
    )
    assert read_here(pdf_of(document([cells + thin])), "t.pdf").text == "指标 | 2023年\n罚没 | 1753.79"


PICTURE = stream(
    b"\xff", b" /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)
SCAN = b"q 595 0 0 842 0 0 cm /X Do Q\n"


@pytest.mark.parametrize(
    ("pages", "count"), [([SCAN], "1 page"), ([SCAN, SCAN + show("扫描全能王", y=20)], "2 pages"), ([b""], "1 page")]
)
def test_a_scan_is_named_and_never_read_as_empty(pages: list[bytes], count: str) -> None:
    with pytest.raises(
        ReadError, match=rf"^scan.pdf: a scan of {count} without a text layer; run OCR on it first \(ocrmypdf"
    ):
        read_here(pdf_of({**document(pages), 5: PICTURE}), "scan.pdf")


def test_scanned_pages_among_others_have_places_and_are_named() -> None:
    pages = [REPORT[0], SCAN, SCAN, REPORT[1], REPORT[0]]
    text = decode(pdf_of({**document(pages), 5: PICTURE}), "report.pdf")
    first, second = TEXT.split("\n")
    assert text.text == "\n".join((first, second, first))
    a, b, c = len(first), len(TEXT), len(text.text)
    assert [(place["start"], place["end"], place["page"]) for place in text.places] == [
        *((0, a, 1), (a, a, 2), (a, a, 3), (a + 1, b, 4), (b + 1, c, 5)),
    ]
    report = extract(text)
    assert [(finding.start, finding.message[:32]) for finding in report.findings if "page" in finding.rule] == [
        (a, "nothing was read from page 2-3, ")
    ]
    assert find_faults(to_json(report)) == []


def test_a_title_on_a_picture_is_no_scan() -> None:
    title = SCAN + show("云州市2023年法治政府建设报告", 100, 500, 26)
    text = decode(pdf_of({**document([title, *REPORT]), 5: PICTURE}), "report.pdf")
    assert text.text == "云州市2023年法治政府建设报告\n" + TEXT
    assert all(place["start"] < place["end"] for place in text.places)


@pytest.mark.parametrize("pages", [[REPORT[0], SCAN], [*REPORT, SCAN, SCAN], [*REPORT, SCAN, SCAN, SCAN]])
def test_a_file_of_which_half_is_scanned_is_a_scan(pages: list[bytes]) -> None:
    with pytest.raises(ReadError, match=f"a scan of {len(pages)} pages"):
        read_here(pdf_of({**document(pages), 5: PICTURE}))


def test_a_scan_with_text_laid_over_it_is_read() -> None:
    assert read_here(pdf_of({**document([SCAN + page for page in REPORT]), 5: PICTURE}), "ocr.pdf").text == TEXT


def test_characters_without_meaning_are_named() -> None:
    private = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange " + b"".join(
        b"1 beginbfrange <%02x00> <%02xff> <e%x00> endbfrange " % (high, high, high % 8) for high in range(256)
    )
    with pytest.raises(ReadError, match=r"the text layer is damaged \(100% of its characters have no meaning\); print"):
        pdf.read(pdf_of(document(REPORT, unicode=private)), "report.pdf")


def test_the_numbers_of_glyphs_are_not_taken_for_characters() -> None:
    objects = document(REPORT)
    with pytest.raises(ReadError, match=r"the text layer is damaged \(100% of its characters have no meaning\)"):
        read_here(pdf_of({**objects, 3: objects[3].replace(b"/ToUnicode 4 0 R", b"")}))


def test_what_is_cropped_off_is_not_read() -> None:
    beyond = [page + show("裁切标记", 80, 780) + show("页边", 2, 400) for page in REPORT]
    assert read_here(pdf_of(document(beyond, b"/CropBox [40 30 555 770]"))).text == TEXT


def test_text_that_is_drawn_by_a_form_or_not_seen_is_read() -> None:
    assert read_here(pdf_of({**document([b"/X Do", REPORT[1]]), 5: form(REPORT[0], 9)})).text == TEXT
    unseen = [b"3 Tr\n" + page for page in REPORT]
    assert read_here(pdf_of({**document([SCAN + page for page in unseen]), 5: PICTURE})).text == TEXT


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt").StandardEncryption
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=encryption("", ownerPassword="owner", canCopy=0))
    page.drawString(100, 100, "report of 2023")
    page.save()
    assert read_here(out.getvalue()).text == "report of 2023"


def test_what_reads_is_loaded_in_the_other_process_only() -> None:
    script = (
        "import sys; from lawrep.formats.paged import pdf; pdf.read(sys.stdin.buffer.read(), 'a.pdf');"
        "assert not {'pypdfium2_raw', 'pypdfium2', 'lawrep.formats.paged.layout'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script], input=WHOLE, check=True)


def test_a_locked_pdf_says_so() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt="secret")
    page.drawString(100, 100, "report")
    page.save()
    with pytest.raises(ReadError, match=r"^report.pdf: locked by a password; open it"):
        read_here(out.getvalue())


WHOLE = pdf_of(document(REPORT))
DAMAGED = {
    "no PDF": b"<html></html>",
    "its head only": b"%PDF-1.7\n",
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "cut near its end": WHOLE[:-30],
    "linearized and cut": WHOLE.replace(
        b"%PDF-1.7\n", b"%%PDF-1.7\n9 0 obj << /Linearized 1 /L %d >> endobj\n" % (len(WHOLE) * 2)
    ),
    "without a catalogue": pdf_of({2: b"<< >>"}),
    "without pages": pdf_of({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}),
    "a page missing": pdf_of({number: body for number, body in document(REPORT).items() if number != 12}),
    "noise": b"%PDF-1.7 startxref" + bytes(range(256)) * 50,
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_pdf_is_an_error_that_says_so(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^report.pdf: (damaged|no PDF)"):
        read_here(data)


def form(content: bytes, number: int) -> bytes:
    more = (
        b" /Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        b" /Resources << /Font << /F 3 0 R >> /XObject << /X %d 0 R >> >>" % number
    )
    return stream(content, more)


def nested_forms(depth: int, width: int) -> dict[int, bytes]:
    """Return a document whose page draws a form that draws another ten times, and so on."""
    forms = {number: form(b"/X Do " * width, number + 1) for number in range(1000, 1000 + depth)}
    objects = document([b"/X1000 Do"]) | forms | {1000 + depth: form(show("全"), 3)}
    return objects | {10: objects[10].replace(b"/X 5 0 R", b"/X1000 1000 0 R")}


def many_pages(count: int) -> dict[int, bytes]:
    return document([REPORT[0]]) | {2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"10 0 R " * count, count)}


HOSTILE = {
    "pages without end": lambda: pdf_of(many_pages(100_000)),
    "forms in forms": lambda: pdf_of(nested_forms(9, 10)),
    "a page that unpacks a thousandfold": lambda: pdf_of(document([b"0 0 m 1 1 l S\n" * 6_000_000], packed=True)),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_pdf_ends_in_an_error(make: object) -> None:
    assert callable(make)
    with pytest.raises(ReadError, match=r"^report.pdf: "):
        run_isolated("lawrep.formats.paged.pdf", make(), "report.pdf", seconds=1)


HARMLESS = {
    "a form that draws itself": {**document([*REPORT, b"/X Do"]), 5: form(b"/X Do", 5)},
    "a page as large as a town": document(REPORT, box=b"0 0 99999999 99999999"),
    "a page of no size": document(REPORT, box=b"0 0 0 0"),
}


@pytest.mark.parametrize("objects", HARMLESS.values(), ids=HARMLESS)
def test_what_is_odd_is_read_all_the_same(objects: dict[int, bytes]) -> None:
    assert read_here(pdf_of(objects)).text == TEXT


def test_a_report_of_twenty_pages_is_read_whole() -> None:
    data = pdf_of(document(REPORT * 10, packed=True))
    assert read_here(data).text.count("完毕") == 10
