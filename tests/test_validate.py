"""A good document has no fault; each thing that is broken is named by its path."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lawrep.audit import validate_input
from lawrep.errors import ReadError
from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.validate import find_faults
from lawrep.write import encode
from tests.conftest import Command

Json = Any

TEXT = (
    "一、主要成效\n(一)化解纠纷。全年调解纠纷954件，成功率99.7%，投入12.5万元，走访3-5次。\n"
    "二、下一年度安排\n计划办理10件。\n三、其他\n"
)
END = len(TEXT)
SECOND, THIRD = TEXT.index("二、"), TEXT.index("三、")
FIRST = TEXT.index("954件")


def section(identifier: str, marker: str, title: str, part: str, end: int) -> Json:
    start = TEXT.index(marker)
    parent = identifier.rpartition(".")[0] or None
    level = identifier.count(".") + 1
    return {
        "id": identifier,
        "parent": parent,
        "level": level,
        "marker": marker,
        "title": title,
        "part": part,
        "start": start,
        "end": end,
    }


def indicator(text: str, value: float, unit: str, kind: str, within: str, **others: object) -> Json:
    start = TEXT.index(text)
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "value": value,
        "value_max": None,
        "unit": unit,
        "kind": kind,
        "bound": "exact",
        "change": None,
        "status": "achieved",
        "label": "",
        "code": None,
        "section": within,
        **others,
    }


GOOD: Json = {
    "lawrep": "0.1.0",
    "source": {"name": "海安-2023.txt", "sha256": "0a" * 32, "media_type": "text/plain", "encoding": "utf-8"},
    "metadata": {
        "title": "海安街道法治政府建设情况报告",
        "organ": "海安街道",
        "region": None,
        "year": 2023,
        "date": "2024-03-05",
        "published": "2024-03-27",
        "index_number": None,
        "document_number": None,
    },
    "sections": [
        section("1", "一、", "主要成效", "achievements", SECOND),
        section("1.1", "(一)", "化解纠纷", "achievements", SECOND),
        section("2", "二、", "下一年度安排", "plan", THIRD),
        section("3", "三、", "其他", "other", END),  # nothing refers to it, so that a fault in it is one fault
    ],
    "indicators": [
        indicator("954件", 954, "件", "count", "1.1"),
        indicator("99.7%", 99.7, "%", "rate", "1.1"),
        indicator("12.5万元", 125000, "元", "amount", "1.1"),
        indicator("3-5次", 3, "次", "count", "1.1", value_max=5),
        indicator("10件", 10, "件", "count", "2", status="planned"),
    ],
    "findings": [{"rule": "rate-matches-counts", "severity": "warning", "message": "…", "start": 0, "end": END}],
    "text": TEXT,
}
OBJECTS = ("", "source", "metadata", "sections[3]", "indicators[0]", "findings[0]")
GONE = object()  # stands for a field that is not there


def steps(path: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]


def at(document: Json, way: list[str | int]) -> Json:
    for step in way:
        document = document[step]
    return document


def broken(changes: dict[str, object]) -> Json:
    """The good document with what stands at each path replaced, or taken away where the value is GONE."""
    document = copy.deepcopy(GOOD)
    for path, value in changes.items():
        *way, last = steps(path)
        parent = at(document, way)
        if value is GONE:
            del parent[last]
        else:
            parent[last] = value
    return document


def paths(document: Json) -> list[str]:
    return sorted({fault.path for fault in find_faults(json.dumps(document))})


def field(parent: str, name: str) -> str:
    return f"{parent}.{name}" if parent else name


FIELDS = [field(parent, name) for parent in OBJECTS for name in at(GOOD, steps(parent))]
WRONG = [
    # a value of the right type that the schema does not allow, or of a type that is nearly right
    ("source.sha256", "0A" * 32),
    ("source.sha256", "0a" * 31),
    ("metadata.year", "2023"),
    ("metadata.year", 2023.5),
    ("metadata.year", 23),
    ("metadata.date", "2024年3月5日"),
    ("metadata.date", "2024-3-5"),
    ("metadata.published", "2024-03-27 10:00"),
    ("metadata.published", 20240327),
    ("sections[3].id", "0"),
    ("sections[3].id", "3."),
    ("sections[3].id", "三"),
    ("sections[3].id", 3),
    ("sections[3].level", 0),
    ("sections[3].level", "1"),
    ("sections[3].marker", ""),
    ("sections[3].part", "duties"),
    ("sections[3].part", None),
    ("sections[3].start", -1),
    ("sections[3].end", None),
    ("indicators[0].text", ""),
    ("indicators[0].start", -1),
    ("indicators[0].start", "0"),
    ("indicators[0].end", 30.5),
    ("indicators[0].value", "954"),
    ("indicators[0].value", None),
    ("indicators[0].value", [954]),
    ("indicators[0].value_max", "955"),
    ("indicators[0].unit", None),
    ("indicators[0].kind", "number"),
    ("indicators[0].bound", None),
    ("indicators[0].bound", "≥"),
    ("indicators[0].change", "same"),
    ("indicators[0].status", "done"),
    ("indicators[0].section", 1.1),
    ("findings[0].severity", "fatal"),
    ("findings[0].start", -1),
    ("findings[0].end", "0"),
    ("sections", None),
    ("indicators", {}),
    ("findings", "none"),
    ("text", ["一、主要成效"]),
]
SCHEMA_FAULTS: list[tuple[str, object, str]] = [
    # where, what is put there, what is wrong with it: all that a JSON Schema can see
    *((path, value, f"{path} is {json.dumps(value, ensure_ascii=False)}") for path, value in WRONG),
    *((path, GONE, f"{path} is missing") for path in FIELDS if path != "text"),
    *((path, True, f"{path} is true") for path in FIELDS),
    *((field(parent, "unit_"), 1, f"{parent or 'document'} has an unknown field") for parent in OBJECTS),
]


def test_a_good_document_has_no_fault() -> None:
    assert find_faults(json.dumps(GOOD)) == []
    assert find_faults(json.dumps(GOOD, ensure_ascii=False).encode()) == []


@pytest.mark.parametrize("value", [GONE, None], ids=["gone", "null"])
def test_a_document_without_its_text_has_no_fault(value: object) -> None:
    assert paths(broken({"text": value})) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"indicators[0].value": 954.0},
        {"indicators": []},
        {"findings": []},
        {"metadata.year": None, "metadata.date": None},
        {"findings[0].end": 0},
    ],
)
def test_what_is_unusual_is_no_fault(changes: dict[str, object]) -> None:
    assert paths(broken(changes)) == []


@pytest.mark.parametrize(("path", "value"), [row[:2] for row in SCHEMA_FAULTS], ids=[row[2] for row in SCHEMA_FAULTS])
def test_what_the_schema_does_not_allow_is_named(path: str, value: object) -> None:
    found = paths(broken({path: value}))
    assert path in found
    assert found == [path] or path == "sections"  # without any, the section of each indicator is unknown


INVARIANTS: list[tuple[str, dict[str, object], list[str]]] = [
    # what no longer holds, what is changed, the faults
    ("a start that does not hold the text", {"indicators[0].start": FIRST + 1}, ["indicators[0].text"]),
    ("an end that does not hold the text", {"indicators[0].end": FIRST + 5}, ["indicators[0].text"]),
    ("another text", {"indicators[0].text": "954年"}, ["indicators[0].text"]),
    (
        "an end beyond the text",
        {"indicators[4].end": END + 1},
        ["indicators[4].end", "indicators[4].section", "indicators[4].text"],
    ),
    (
        "an end before the start",
        {"indicators[4].end": 0},
        ["indicators[4].end", "indicators[4].section", "indicators[4].text"],
    ),
    ("an end, where there is no text", {"indicators[0].end": FIRST + 5, "text": None}, ["indicators[0].end"]),
    ("an indicator twice", {"indicators[1]": GOOD["indicators"][0]}, ["indicators[1].start"]),
    (
        "an indicator inside another",
        {"indicators[1]": indicator("54件", 54, "件", "count", "1.1")},
        ["indicators[1].start"],
    ),
    (
        "indicators out of order",
        {"indicators[0]": GOOD["indicators"][1], "indicators[1]": GOOD["indicators"][0]},
        ["indicators[1].start"],
    ),
    ("a section that does not exist", {"indicators[0].section": "1.2"}, ["indicators[0].section"]),
    ("a section that ends before", {"indicators[4].section": "1.1"}, ["indicators[4].section"]),
    ("a section that starts after", {"indicators[0].section": "2"}, ["indicators[0].section"]),
    ("the section around the innermost", {"indicators[0].section": "1"}, ["indicators[0].section"]),
    ("no section, though one holds it", {"indicators[0].section": None}, ["indicators[0].section"]),
    ("a title that is not there", {"sections[3].title": "监督"}, ["sections[3].title"]),
    ("an id twice", {"sections[3].id": "1"}, ["sections[3].id"]),
    (
        "a parent after its child",
        {"sections[0]": GOOD["sections"][1], "sections[1]": GOOD["sections"][0]},
        ["sections[0].parent", "sections[1].start"],
    ),
    (
        "a parent that does not exist",
        {"sections[3].id": "9.1", "sections[3].parent": "9", "sections[3].level": 2},
        ["sections[3].parent"],
    ),
    ("a parent that the id does not say", {"sections[1].parent": "2"}, ["sections[1].parent"]),
    ("no parent where the id says one", {"sections[1].parent": None}, ["sections[1].parent"]),
    ("a parent where the id says none", {"sections[3].parent": "2"}, ["sections[3].parent"]),
    ("a level that the id does not say", {"sections[3].level": 2}, ["sections[3].level"]),
    ("a child that ends after its parent", {"sections[1].end": SECOND + 1}, ["sections[1].end"]),
    ("another marker", {"sections[3].marker": "四、"}, ["sections[3].start"]),
    ("a start without the marker", {"sections[3].start": THIRD + 1}, ["sections[3].start"]),
    ("a section that ends beyond the text", {"sections[3].end": END + 1}, ["sections[3].end"]),
    (
        "a section that ends before it starts",
        {"sections[3].end": THIRD - 1},
        ["sections[3].end", "sections[3].title"],
    ),
    ("a rate without its sign", {"indicators[1].unit": "件"}, ["indicators[1].unit"]),
    ("a rate without a unit", {"indicators[1].unit": ""}, ["indicators[1].unit"]),
    ("a % that is no rate", {"indicators[1].kind": "count"}, ["indicators[1].unit"]),
    ("an amount of 件", {"indicators[2].unit": "件"}, ["indicators[2].unit"]),
    ("a count of 件 that is an amount", {"indicators[0].kind": "amount"}, ["indicators[0].unit"]),
    ("money that is a measure", {"indicators[2].kind": "measure"}, ["indicators[2].unit"]),
    ("a value one off", {"indicators[0].value": 955}, ["indicators[0].value"]),
    ("a value a little off", {"indicators[1].value": 99.69999}, ["indicators[1].value"]),
    ("a value with another sign", {"indicators[0].value": -954}, ["indicators[0].value"]),
    ("a value without its 万", {"indicators[2].value": 12.5}, ["indicators[2].value"]),
    ("a range where one number is printed", {"indicators[0].value_max": 955}, ["indicators[0].value"]),
    ("a range with another end", {"indicators[3].value_max": 6}, ["indicators[3].value"]),
    ("a range that goes down", {"indicators[3].value_max": 2}, ["indicators[3].value", "indicators[3].value_max"]),
    ("a range of nothing", {"indicators[3].value_max": 3}, ["indicators[3].value", "indicators[3].value_max"]),
    (
        "a text without a number",
        {"indicators[0]": indicator("调解纠纷", 954, "件", "count", "1.1")},
        ["indicators[0].text"],
    ),
    ("a finding beyond the text", {"findings[0].end": END + 1}, ["findings[0].end"]),
    ("a finding that ends before it starts", {"findings[0].start": 5, "findings[0].end": 4}, ["findings[0].end"]),
]


@pytest.mark.parametrize(("changes", "faults"), [row[1:] for row in INVARIANTS], ids=[row[0] for row in INVARIANTS])
def test_what_must_hold_between_the_parts_is_checked(changes: dict[str, object], faults: list[str]) -> None:
    assert paths(broken(changes)) == faults


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param({"indicators[0].value": 9540000}, "indicators[0].value", id="a 万 that is not printed"),
        pytest.param({"indicators[3].value_max": None}, "indicators[3].value", id="a range without its end"),
        pytest.param({"metadata.date": "2024-13-45"}, "metadata.date", id="a month that does not exist"),
        pytest.param({"metadata.date": "２０２４-03-05"}, "metadata.date", id="full-width digits in a date"),
    ],
)
def test_what_is_easily_overlooked_is_named(changes: dict[str, object], fault: str) -> None:
    assert paths(broken(changes)) == [fault]


def test_one_fault_in_a_section_is_one_fault() -> None:
    assert paths(broken({"sections[1].title": None})) == ["sections[1].title"]


def test_all_faults_are_named_at_once() -> None:
    changes: dict[str, object] = {
        "lawrep": GONE,
        "metadata.year": "2023",
        "metadata.yaer": 2023,
        "sections[3].level": 4,
        "indicators[0].value": 955,
        "indicators[1].kind": "share",
        "indicators[2].unit": "件",
        "indicators[4].section": "7",
        "findings[0].end": 9999,
    }
    assert paths(broken(changes)) == sorted(changes)


def test_a_fault_is_told_with_what_is_there_and_what_should_be() -> None:
    [fault] = find_faults(json.dumps(broken({"indicators[0].value": 955})))
    assert fault.message == "955 is not what '954件' says, 954"


NO_DOCUMENT = [
    (b"", "the file is empty"),
    (b"\n\n  {", "not JSON: Expecting property name enclosed in double quotes at line 3, column 4"),
    (b'{"lawrep": "0.1.0"', "not JSON: Expecting ',' delimiter at line 1, column 19"),
    (b"{} {}", "not JSON: Extra data at line 1, column 4"),
    (TEXT.encode(), "not JSON: Expecting value at line 1, column 1"),
    (b'{"a": "\xff"}', "not UTF-8 at byte 7"),
    (b"[]", "not a document: should be a JSON object"),
    (b"null", "not a document: should be a JSON object"),
    (b"954", "not a document: should be a JSON object"),
    (b"NaN", "not a document: should be a JSON object"),
    (b"[" * 100_000, "not a document: nested too deep"),
    (b'{"text":' * 100_000, "not a document: nested too deep"),
    (b'{"text":' + b"[" * 100_000, "not a document: nested too deep"),
]


@pytest.mark.parametrize(("data", "message"), NO_DOCUMENT, ids=[repr(data[:9]) for data, _ in NO_DOCUMENT])
def test_what_is_no_document_is_one_fault_without_a_path(data: bytes, message: str) -> None:
    assert find_faults(data) == [("", message)]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e400", "1e999999999", "1E+4000"])
def test_a_value_that_is_no_finite_number_is_named(value: str) -> None:
    data = json.dumps(GOOD).replace('"value": 954,', f'"value": {value},')
    assert [fault.path for fault in find_faults(data)] == ["indicators[0].value"]


@pytest.mark.parametrize("place", ["954", "99.7", "2023"])
def test_a_number_of_5000_digits_does_not_crash(place: str) -> None:
    assert find_faults(json.dumps(GOOD).replace(f": {place},", f": {'9' * 5000},"))


@pytest.mark.parametrize("identifier", [[], {}, ["3"]])
def test_an_id_that_is_no_string_does_not_crash(identifier: Json) -> None:
    assert paths(broken({"sections[3].id": identifier})) == ["sections[3].id"]


@pytest.mark.parametrize("number", ["1e99999999999999999999", "-1e-99999999999999999999"])
def test_an_exponent_of_20_digits_does_not_crash(number: str) -> None:
    assert find_faults(json.dumps(GOOD).replace('"value": 954,', f'"value": {number},'))


KIND = json.dumps(broken({"indicators[0].kind": "share"}))
TWO_READERS = [
    # what json reads and pydantic does not, with a fault that pydantic therefore does not name
    pytest.param(KIND.encode("utf-16"), id="UTF-16"),
    pytest.param(b"\xef\xbb\xbf" + KIND.encode(), id="byte-order mark"),
    pytest.param(KIND.replace('"lawrep"', '"\\ud800": 1, "lawrep"').encode(), id="lone surrogate"),
    pytest.param(KIND.replace('"share"', "[" * 300 + "]" * 300).encode(), id="300 levels"),
]


@pytest.mark.parametrize("data", TWO_READERS)
def test_what_one_reader_of_json_refuses_and_the_other_does_not_is_a_fault(data: bytes) -> None:
    assert find_faults(data)


@pytest.mark.parametrize("data", [b'{"\\ud800": 1}', b'{"text": "\\ud800"}', b'{"\\u0000": 1}', b'{"a": 1, "a": 2}'])
def test_odd_strings_do_not_crash(data: bytes) -> None:
    assert find_faults(data)


@pytest.mark.parametrize("text", ["", TEXT, TEXT.replace("\n", "\r\n"), "罚款0.12345678亿元，共３－５万余人次。"])
def test_what_lawrep_writes_is_valid(text: str) -> None:
    assert find_faults(encode(describe(Text.of(text)))) == []


@pytest.mark.parametrize("text", ["罚款12345678901.123456789亿元。", "投入0.12345678901234567890123万元。"])
def test_a_value_of_many_digits_is_valid(text: str) -> None:
    assert find_faults(encode(describe(Text.of(text)))) == []


def lines(*documents: Json) -> bytes:
    return "".join(json.dumps(document) + "\n" for document in documents).encode()


def test_each_line_of_a_jsonl_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(lines(GOOD, broken({"indicators[0].end": 1})) + b"\n" + b"{\r\n" + lines(GOOD))
    checked = [(each.name, each.faults) for each in validate_input(str(path))]
    assert [name for name, _ in checked] == [f"{path}:{number}" for number in (1, 2, 4, 5)]
    assert [bool(faults) for _, faults in checked] == [False, True, True, False]


def test_a_line_separator_in_a_text_does_not_end_a_line(tmp_path: Path) -> None:
    path = tmp_path / "all.JSONL"
    path.write_text(
        json.dumps(broken({"source.name": "海\u2028安\x85.txt"}), ensure_ascii=False) + "\n", encoding="utf-8"
    )
    assert [(each.name, each.faults) for each in validate_input(str(path))] == [(f"{path}:1", [])]


def test_a_report_is_extracted_first(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert [(each.name, each.faults) for each in validate_input(str(path))] == [(str(path), [])]


@pytest.mark.parametrize("name", ["no.json", "no.jsonl", "no.txt"])
def test_a_missing_input_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError, match="no such file"):
        list(validate_input(str(tmp_path / name)))


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str, bytes], None]:
    def write(name: str, data: bytes) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)

    return write


Place = Callable[[str, bytes], None]
BAD = broken({"indicators[0].value": 955, "sections[3].level": 2})


VALIDATE = ("validate", "--select", "damage")  # what the rules find is tried elsewhere


def test_a_valid_input_prints_nothing_but_the_summary(lawrep: Command, place: Place) -> None:
    place("a.json", lines(GOOD))
    place("b.txt", TEXT.encode())
    done = lawrep(*VALIDATE, "a.json", "b.txt")
    assert done.stdout == b""
    assert done.stderr == b"2 checked: nothing found; no relations to check\n"


def test_each_fault_is_a_line_of_file_path_message(lawrep: Command, place: Place) -> None:
    place("a.json", lines(BAD))
    done = lawrep(*VALIDATE, "a.json", code=1)
    assert done.stdout.decode().splitlines() == [
        "a.json:sections[3].level: 2 does not agree with the id, 3",
        "a.json:indicators[0].value: 955 is not what '954件' says, 954",
    ]
    assert done.stderr == b"1 checked: 1 with faults; no relations to check\n"


def test_a_folder_is_searched_and_every_input_is_checked(lawrep: Command, place: Place) -> None:
    """The bad ones, in the order of their names; what cannot be read is an error, and stops nothing."""
    place("out/a.json", lines(BAD))
    place("out/b.jsonl", lines(GOOD, GOOD, BAD))
    place("out/c.txt", TEXT.encode())
    place("out/d.txt", b"GIF89a")
    place("out/e.json", b"")
    place("out/f.csv", b"")
    place("out/.g.json", b"")
    done = lawrep(*VALIDATE, "out", "no.json", code=1)
    assert [line.partition(": ")[0] for line in done.stdout.decode().splitlines()] == [
        "out/a.json:sections[3].level",
        "out/a.json:indicators[0].value",
        "out/b.jsonl:3:sections[3].level",
        "out/b.jsonl:3:indicators[0].value",
        "out/e.json",
    ]
    assert done.stderr.decode().splitlines() == [
        "lawrep: out: 1 file passed over, not called as reports are: 1 .csv",
        "lawrep: out/d.txt: no report but a picture; read it by OCR first",
        "lawrep: no.json: no such file",
        "6 checked: 3 with faults, 2 could not be read; no relations to check",
    ]


def test_standard_input_is_a_document(lawrep: Command) -> None:
    assert lawrep(*VALIDATE, "-", stdin=lines(GOOD)).stdout == b""
    assert lawrep(*VALIDATE, "-", stdin=lines(BAD), code=1).stdout.startswith(b"stdin:sections[3].level: ")


def test_documents_that_follow_each_other_are_all_checked(lawrep: Command, place: Place) -> None:
    """As extract prints several."""
    place("a.json", json.dumps(GOOD, indent=2).encode() + b"\n" + json.dumps(BAD, indent=2).encode() + b"\n")
    done = lawrep(*VALIDATE, "a.json", code=1)
    assert [line.partition(": ")[0] for line in done.stdout.decode().splitlines()] == [
        "a.json:2:sections[3].level",
        "a.json:2:indicators[0].value",
    ]
    assert done.stderr == b"2 checked: 1 with faults; no relations to check\n"


def test_a_byte_order_mark_is_no_fault(lawrep: Command, place: Place) -> None:
    place("a.json", b"\xef\xbb\xbf" + lines(GOOD))
    lawrep(*VALIDATE, "a.json")


def test_an_input_that_cannot_be_read_fails_though_the_rest_is_valid(lawrep: Command, place: Place) -> None:
    place("a.json", lines(GOOD))
    assert lawrep(*VALIDATE, "a.json", "no.json", code=1).stdout == b""


def test_what_extract_writes_validates(lawrep: Command, place: Place) -> None:
    place("reports/a.txt", TEXT.encode())
    place("reports/b.txt", TEXT.encode("gb18030"))
    lawrep("extract", "reports", "-o", "out")
    place("all.jsonl", lawrep("extract", "reports", "--format", "jsonl", "--no-text").stdout)
    assert (
        lawrep(*VALIDATE, "out", "all.jsonl").stderr
        == b"4 checked: 2 not checked, without text; no relations to check\n"
    )


@pytest.mark.parametrize(("unit", "value"), [("场", 300), ("元", 30000), ("万元", 300)])
def test_a_bare_number_has_no_scale_that_is_printed_nowhere(unit: str, value: int) -> None:
    document = json.loads(encode(describe(Text.of(f"一、执法\n指标 | 单位 | 数值\n罚没项目 | {unit} | 3"))))
    [indicator] = document["indicators"]
    assert find_faults(json.dumps(document)) == []
    indicator["value"] = value
    assert [fault.path for fault in find_faults(json.dumps(document))] == ["indicators[0].value"]
