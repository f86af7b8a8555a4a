"""OFDs, written element by element: what is read of them, and what is said of those that cannot be read."""

import io
import zipfile
from collections.abc import Iterable

import pytest

from lawrep.errors import ReadError
from lawrep.formats.paged import ofd

pytest.importorskip("lxml")

NAMESPACE = "http://www.ofdspec.org/2016"
EM, LEFT, TOP, LEADING = 5.6, 28.0, 40.0, 10.0  # millimetres
FULL = "全市各级行政机关依法履行职责加强制度建设规范执法行为化"


def text_object(text: str, x: float, y: float, more: str = "", *, size: float = EM, delta: str | None = None) -> str:
    """Place a text object by its baseline; without `delta`, each character is an em wide."""
    delta = f"g {len(text) - 1} {size}" if delta is None else delta
    deltas = f' DeltaX="{delta}"' if delta else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 150 {size}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}"{deltas}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def path_object(x: float, y: float, width: float, height: float, data: str) -> str:
    box = f"{x} {y} {width} {height}"
    return f'<ofd:PathObject Boundary="{box}"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def place(line: str, number: int) -> tuple[str, float, float]:
    text = line.lstrip("　")
    return text, LEFT + EM * (len(line) - len(text)), TOP + LEADING * number


def by_line(lines: Iterable[str]) -> str:
    return "".join(text_object(*place(line, number)) for number, line in enumerate(lines))


def by_character(lines: Iterable[str]) -> str:
    objects = []
    for number, line in enumerate(lines):
        text, x, y = place(line, number)
        objects += [text_object(character, x + EM * n, y, delta="") for n, character in enumerate(text)]
    return "".join(sorted(objects))


def by_code(lines: Iterable[str]) -> str:
    """Place all lines by one object, a TextCode each."""
    codes = ""
    for number, line in enumerate(lines):
        text, x, y = place(line, number)
        codes += f'<ofd:TextCode X="{x}" Y="{y}" DeltaX="{" ".join([str(EM)] * (len(text) - 1))}">{text}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Boundary="0 0 210 297" Font="1" Size="{EM}">{codes}</ofd:TextObject>'


def by_matrix(lines: Iterable[str]) -> str:
    """Place each line in units of its own, which its matrix scales and moves."""
    objects = ""
    for number, line in enumerate(lines):
        text, x, y = place(line, number)
        objects += (
            f'<ofd:TextObject ID="1" Boundary="{x} {y - 20} 150 20" Font="1" Size="56" CTM="0.1 0 0 0.1 0 20">'
            f'<ofd:TextCode X="0" Y="0" DeltaX="g {len(text) - 1} 56">{text}</ofd:TextCode>'
            '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>12</ofd:Glyphs>'
            "</ofd:CGTransform>"
            "</ofd:TextObject>"
        )
    return objects


def nested(lines: Iterable[str]) -> str:
    return "<ofd:PageBlock ID='7'><ofd:PageBlock ID='8'>" + by_line(lines) + "</ofd:PageBlock></ofd:PageBlock>"


def page_of(content: str, template: str = "") -> str:
    return (
        f'<ofd:Page xmlns:ofd="{NAMESPACE}"><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>'
        f'{template}<ofd:Content><ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def members_of(pages: list[str], root: str = "Doc_0", templates: dict[str, str] | None = None) -> dict[str, str]:
    templates = templates or {}
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = "".join(f'<ofd:TemplatePage ID="{n}" BaseLoc="Tpls/{n}.xml"/>' for n in templates)
    body = f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{root}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    return {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{NAMESPACE}" Version="1.0" DocType="OFD">{body}</ofd:OFD>',
        f"{root}/Document.xml": f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData>{common}</ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"{root}/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)},
        **{f"{root}/Tpls/{n}.xml": page for n, page in templates.items()},
    }


def ofd_of(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def read(members: dict[str, str]) -> str:
    return ofd.read_here(ofd_of(members), "report.ofd").text


PAGES = [["　　" + FULL[:26], FULL + "1", "252件，均已办结。"], ["　　" + FULL[:25] + "。", "　　完毕。"]]
TEXT = f"{FULL[:26]}{FULL}1252件，均已办结。\n{FULL[:25]}。\n完毕。"
MEMBERS = members_of([page_of(by_line(page)) for page in PAGES])


@pytest.mark.parametrize("write", [by_line, by_character, by_code, by_matrix, nested])
def test_the_text_is_the_same_however_it_is_placed(write: object) -> None:
    assert callable(write)
    assert read(members_of([page_of(write(page)) for page in PAGES])) == TEXT


def test_the_pages_are_named() -> None:
    reading = ofd.read_here(ofd_of(MEMBERS), "report.ofd")
    assert [place["page"] for place in reading.places] == [1, 2]
    assert reading.text[reading.places[0]["end"] - 1] == "。"


VARIANTS = {
    "another prefix": lambda name, text: (name, text.replace("ofd:", "x:").replace("xmlns:ofd", "xmlns:x")),
    "no prefix": lambda name, text: (
        name,
        text.replace("xmlns:ofd", "xmlns").replace("<ofd:", "<").replace("</ofd:", "</"),
    ),
    "no namespace": lambda name, text: (
        name,
        text.replace(f' xmlns:ofd="{NAMESPACE}"', "").replace("<ofd:", "<").replace("</ofd:", "</"),
    ),
    "another case": lambda name, text: (name.upper(), text),
    "absolute paths": lambda name, text: (
        name,
        text.replace("Doc_0/Doc", "/Doc_0/Doc").replace('"Pages/', '"/Doc_0/Pages/'),
    ),
    "paths from the root": lambda name, text: (name, text.replace('"Pages/', '"Doc_0/Pages/')),
    "paths with a dot": lambda name, text: (name, text.replace('"Pages/', '"./Pages/')),
    "backslashes": lambda name, text: (name, text.replace("Pages/Page_0/", "Pages\\Page_0\\")),
}


@pytest.mark.parametrize("vary", VARIANTS.values(), ids=VARIANTS)
def test_writers_differ(vary: object) -> None:
    assert callable(vary)
    assert read(dict(vary(name, text) for name, text in MEMBERS.items())) == TEXT


def test_digits_are_narrow_and_apart_from_the_next_word() -> None:
    deltas = "5.6 5.6 " + "g 3 2.8 " + "2.8 5.6"
    assert (
        read(members_of([page_of(text_object("受理1252件。", 30, 40, delta=deltas) + by_line(["", "", *PAGES[0]]))]))[
            :8
        ]
        == "受理1252件。"
    )


def test_without_distances_characters_are_as_wide_as_they_look() -> None:
    line = "".join(text_object(text, x, 40, delta="") for text, x in (("受理1252", 30), ("件，办结1180件。", 52.4)))
    assert read(members_of([page_of(line + by_line(["", "", *PAGES[0]]))])).startswith("受理1252件，办结1180件。\n")


def test_what_overlaps_is_read_object_by_object() -> None:
    line = text_object("办理时限由15天压缩至", 30, 40) + text_object("4.5天", 80, 40, delta="2.8 2.8 2.8")
    assert read(members_of([page_of(line + by_line(["", "", *PAGES[0]]))])).startswith("办理时限由15天压缩至4.5天\n")
    spread = text_object("受理1252件。", 30, 40, delta="g 6 14") + text_object("办结率94%。", 30, 40, delta="g 6 17")
    assert read(members_of([page_of(spread + by_line(["", "", *PAGES[0]]))])).startswith("受理1252件。办结率94%。\n")
    gap = text_object("受理件。", 30, 40, delta="5.6 18 5.6") + text_object("1252", 42, 40, delta="g 3 2.8")
    assert read(members_of([page_of(gap + by_line(["", "", *PAGES[0]]))])).startswith("受理1252件。\n")


def test_what_pages_share_is_furniture_and_what_one_page_has_is_text() -> None:
    used = '<ofd:Template TemplateID="5" ZOrder="Background"/>'
    templates = {"5": page_of(text_object("云州市司法局", 60, 20) + text_object("机密", 90, 150))}
    assert read(members_of([page_of(by_line(page), used) for page in PAGES], templates=templates)) == TEXT
    single = members_of(
        [page_of(by_line(PAGES[0]), used)], templates={"5": page_of(text_object("云州市司法局：", LEFT, 30))}
    )
    assert read(single).split("\n")[0] == "云州市司法局："


def test_hidden_and_turned_text_is_left_out() -> None:
    hidden = text_object("看不见的文字", 30, 200, 'Visible="false"')
    askew = text_object("内部资料", 60, 150, 'CTM="0.7 0.7 -0.7 0.7 0 0"', size=20)
    annotation = {"Doc_0/Annots/Annot.xml": page_of(text_object("批注", 30, 30)), "Doc_0/Signs/Signatures.xml": "<x/>"}
    assert read(members_of([page_of(by_line(page) + hidden + askew) for page in PAGES]) | annotation) == TEXT


def test_paths_make_tables() -> None:
    cells = [("指标", 30, 40), ("2023年", 80, 40), ("罚没", 30, 50), ("175万元", 80, 50)]
    content = "".join(text_object(text, x, y, delta="") for text, x, y in cells)
    content += "".join(path_object(x, 34, 0.4, 20, "M 0 0 L 0 20") for x in (28, 75, 120))
    content += "".join(path_object(28, y, 92, 0.4, "S 0 0 L 92 0 C") for y in (34, 44, 54))
    assert read(members_of([page_of(content + by_line(["", "", "", *PAGES[0]]))])).split("\n")[:2] == [
        "指标 | 2023年",
        "罚没 | 175万元",
    ]


def test_several_documents_follow_one_another() -> None:
    other = members_of([page_of(by_line(["　　附件说明。"]))], root="Doc_1")
    both = MEMBERS | other
    body = "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    both["OFD.xml"] = MEMBERS["OFD.xml"].replace("</ofd:OFD>", body)
    reading = ofd.read_here(ofd_of(both), "report.ofd")
    assert reading.text == TEXT + "\n附件说明。"
    assert reading.places[-1]["page"] == 3


def test_the_current_version_is_read() -> None:
    newer = members_of([page_of(by_line(["　　新版。"]))], root="Doc_0/V2")
    members = MEMBERS | {name: text for name, text in newer.items() if name != "OFD.xml"}
    versions = (
        '<ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="Doc_0/V1/Version.xml"/>'
        '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="Doc_0/V2/Version.xml"/></ofd:Versions></ofd:DocBody>'
    )
    members["OFD.xml"] = MEMBERS["OFD.xml"].replace("</ofd:DocBody>", versions)
    members["Doc_0/V2/Version.xml"] = (
        f'<ofd:DocVersion xmlns:ofd="{NAMESPACE}"><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocVersion>'
    )
    assert read(members) == "新版。"


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("5 5 6", 9, [5, 5, 6]),
        ("g 3 2.8 4", 9, [2.8, 2.8, 2.8, 4]),
        ("2 g 2 3 g 1 4", 9, [2, 3, 3, 4]),
        ("g 1000000000 5", 3, [5, 5, 5]),
        ("", 5, []),
        ("g 3", 5, []),
        ("g x 5", 5, []),
        ("nan 5", 5, []),
        ("g -3 5 6", 5, [6]),
    ],
)
def test_distances_may_be_written_as_runs(text: str, most: int, expected: list[float]) -> None:
    assert ofd.deltas(text, most) == expected


PICTURE = '<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="4"/>'


@pytest.mark.parametrize("pages", [[PICTURE], [PICTURE, PICTURE + text_object("1", 100, 280)], [""]])
def test_a_scan_is_named_and_never_read_as_empty(pages: list[str]) -> None:
    with pytest.raises(ReadError, match=rf"^report.ofd: a scan of {len(pages)} pages? without a text layer; run OCR"):
        read(members_of([page_of(page) for page in pages]))


def test_a_scanned_page_among_others_has_a_place() -> None:
    pages = [page_of(content) for content in (by_line(PAGES[0]), PICTURE, by_line(PAGES[1]))]
    reading = ofd.read_here(ofd_of(members_of(pages)), "report.ofd")
    assert reading.text == TEXT
    end = TEXT.index("\n")
    assert [(place["start"], place["end"], place["page"]) for place in reading.places] == [
        *((0, end, 1), (end, end, 2), (end + 1, len(TEXT), 3)),
    ]


def test_each_size_of_page_has_margins_of_its_own() -> None:
    upright = PAGES[0] * 4
    wide = [FULL + FULL[:11], "完毕。"] * 6
    box = "<ofd:PhysicalBox>0 0 {} </ofd:PhysicalBox>"
    turned = page_of(by_line(wide)).replace(box.format("210 297").replace(" <", "<"), box.format("297 210"))
    assert turned != page_of(by_line(wide))
    assert read(members_of([page_of(by_line(upright)), turned])).split("\n") == [
        *[TEXT.split("\n", maxsplit=1)[0]] * 4,
        *[FULL + FULL[:11] + "完毕。"] * 6,
    ]


def without(name: str) -> dict[str, str]:
    return {member: text for member, text in MEMBERS.items() if member != name}


WHOLE = ofd_of(MEMBERS)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
WRONG = {
    "no zip": (b"PK\x03\x04 no more", "damaged"),
    "cut": (WHOLE[: len(WHOLE) // 2], "damaged"),
    "empty": (ofd_of({}), "damaged: OFD.xml is missing"),
    "no document": (ofd_of({**MEMBERS, "OFD.xml": "<OFD/>"}), "damaged: it has no page"),
    "a missing document": (ofd_of(without("Doc_0/Document.xml")), "damaged: Doc_0/Document.xml is missing"),
    "a missing page": (ofd_of(without("Doc_0/Pages/Page_1/Content.xml")), "damaged: .*Page_1/Content.xml is missing"),
    "a page that is no XML": (
        ofd_of({**MEMBERS, "Doc_0/Pages/Page_1/Content.xml": "x"}),
        ".*Page_1/Content.xml: damaged",
    ),
    "encrypted": (ofd_of({**MEMBERS, "Encryptions.xml": "<x/>"}), "locked by a password"),
    "entities": (ofd_of({**MEMBERS, "OFD.xml": DOCTYPE + MEMBERS["OFD.xml"]}), "OFD.xml: declares a document type"),
}


@pytest.mark.parametrize(("data", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_an_error_that_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=rf"^report.ofd: {reason}"):
        ofd.read_here(data, "report.ofd")


def listing(count: int) -> str:
    pages = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * count
    return f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:Pages>{pages}</ofd:Pages></ofd:Document>'


HOSTILE = {
    "pages without end": {"Doc_0/Document.xml": listing(100_000)},
    "one large page again and again": {
        "Doc_0/Document.xml": listing(1000),
        "Doc_0/Pages/Page_0/Content.xml": page_of("<a/>" * 900_000),
    },
    "characters without end": {"Doc_0/Pages/Page_0/Content.xml": page_of(text_object("字" * 1_100_000, 1, 1))},
    "blanks without end": {"Doc_0/Pages/Page_0/Content.xml": page_of(" " * (65 << 20))},
    "absurd nesting": {"Doc_0/Pages/Page_0/Content.xml": page_of("<ofd:PageBlock>" * 9999 + "</ofd:PageBlock>" * 9999)},
}


@pytest.mark.parametrize("members", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_ofd_ends_in_an_error(members: dict[str, str]) -> None:
    with pytest.raises(ReadError, match=r"^report.ofd: "):
        read(MEMBERS | members)


@pytest.mark.parametrize(
    "more",
    [
        'Size="nan"',
        'Size="0"',
        'CTM="a b"',
        'CTM="0 0 0 0 0 0"',
        'CTM="1e308 1e308 1e308 1e308 0 0"',
        'Boundary="x"',
    ],
)
def test_odd_numbers_harm_nothing(more: str) -> None:
    size = "" if "Size" in more else 'Size="5.6"'
    odd = f'<ofd:TextObject {more} {size}><ofd:TextCode X="1e400" Y="2">奇</ofd:TextCode></ofd:TextObject>'
    assert read(members_of([page_of(by_line(page) + odd) for page in PAGES])) == TEXT
