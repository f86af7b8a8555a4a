"""Bytes to text without loss or guess: which encodings are read, and what each error says."""

import codecs
import hashlib
import io
import os
import sys
from pathlib import Path

import pytest

from lawrep.errors import ReadError
from lawrep.reader import decode, read
from lawrep.source import Text

REPORT = "海安街道法治政府建设情况报告\r\n一、主要成效。全年调解纠纷954件，𠮷林路成功率99.7%。\r\n"
HAN = "海安街道全年调解矛盾纠纷成功率明显提高再接再厉继续努力"  # no line end, no digit: nothing that breaks GB18030

ENCODED = [
    pytest.param(REPORT.encode("utf-8"), "utf-8", id="utf-8"),
    pytest.param(codecs.BOM_UTF8 + REPORT.encode("utf-8"), "utf-8-sig", id="utf-8 with BOM"),
    pytest.param(REPORT.encode("gb18030"), "gb18030", id="gb18030"),
    pytest.param(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), "utf-16-le", id="utf-16-le with BOM"),
    pytest.param(codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "utf-16-be", id="utf-16-be with BOM"),
    pytest.param(REPORT.encode("utf-16-le"), "utf-16-le", id="utf-16-le"),
    pytest.param(REPORT.encode("utf-16-be"), "utf-16-be", id="utf-16-be"),
]


@pytest.mark.parametrize(("data", "encoding"), ENCODED)
def test_a_report_is_read_whole_in_each_encoding(data: bytes, encoding: str) -> None:
    """Line ends stay as they are, the byte-order mark goes, and a character outside the BMP is one character."""
    text = decode(data, "a.txt")
    assert text.text == REPORT
    assert text.source.encoding == encoding


@pytest.mark.parametrize(("data", "encoding"), ENCODED)
def test_the_digest_is_of_the_bytes_of_the_file(data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt").source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\n\n", "\u2028", ""])
def test_line_ends_are_kept(ends: str) -> None:
    text = f"一、主要成效{ends}全年调解纠纷954件{ends}"
    assert decode(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("character", ["\t", "\v", "\f", "\x1b", "\x7f", "\u3000", "\ufffd", "\ufeff"])
def test_a_character_that_pages_do_hold_is_kept(character: str) -> None:
    text = f"一、主要{character}成效"
    assert decode(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_control_character_that_a_word_processor_left_is_kept(encoding: str) -> None:
    text = REPORT * 9 + "全年\x07调解纠纷\x0b954件"
    assert decode(text.encode(encoding), "a.txt").text == text


def test_ascii_is_utf_8() -> None:
    assert decode(b"954", "a.txt").source.encoding == "utf-8"


@pytest.mark.parametrize("text", ["一、主要成效\n全年调解纠纷954件。", "　　全年调解纠纷954件，一揽子解决。"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_bom_is_told_whatever_its_first_character(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


NO_REPORT = [
    (b"\x89PNG\r\n\x1a\n", "a picture; read it by OCR first"),
    (b"\xff\xd8\xff\xe0", "a picture; read it by OCR first"),
    (b"GIF89a", "a picture; read it by OCR first"),
    (b"\x1f\x8b\x08", "a gzip archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"\x7fELF\x02\x01\x01\x00\x00\x00", "a program"),
]


@pytest.mark.parametrize(("magic", "what"), NO_REPORT, ids=[repr(magic) for magic, _ in NO_REPORT])
def test_a_file_of_another_kind_is_called_by_its_kind(magic: bytes, what: str) -> None:
    assert error_of(magic + REPORT.encode()) == f"a.txt: no report but {what}"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u3000\n".encode()])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    assert error_of(data) == "a.txt: the file is empty"


GOOD = REPORT.encode()
BROKEN = [
    # what is broken, and what is said of it, offsets counted in bytes from the start of the file
    (GOOD + b"\xff", f"damaged UTF-8 at byte {len(GOOD)}"),
    (GOOD + "件".encode()[:2], f"damaged UTF-8 at byte {len(GOOD)}"),
    (GOOD + b"\xc0\xaf", f"damaged UTF-8 at byte {len(GOOD)}"),
    (GOOD + b"\xed\xa0\x80", f"damaged UTF-8 at byte {len(GOOD)}"),
    (codecs.BOM_UTF8 + GOOD + b"\xff", f"damaged UTF-8 at byte {3 + len(GOOD)}"),
    (codecs.BOM_UTF8 + b"\xff", "damaged UTF-8 at byte 3"),
    (codecs.BOM_UTF16_LE + "调解".encode("utf-16-le") + b"\x01", "damaged UTF-16-LE at byte 6"),
    (codecs.BOM_UTF16_BE + "调解".encode("utf-16-be") + b"\xd8\x00", "damaged UTF-16-BE at byte 6"),
    ("调解".encode("gb18030") + b"\xff", "neither UTF-8 (byte 0) nor GB18030 (byte 4)"),
    ("全年 调解".encode("gb18030") + b"\x81", "neither UTF-8 (byte 2) nor GB18030 (byte 9)"),  # 全 is \xc8\xab: ȫ
    ("caf\u00e9 r\u00e9sum\u00e9".encode("latin-1"), "byte 3"),
    ("954 \u0430\u0431\u0432".encode("gb18030"), "not UTF-8 (byte 4) and no Chinese text in GB18030"),
    (GOOD + b"\0", f"zero byte at byte {len(GOOD)}"),
    (b"\0" + GOOD, "zero byte at byte 0"),
    (GOOD * 99 + b"\0" * 99, f"zero byte at byte {99 * len(GOOD)}"),
    (("调解" * 2000).encode("gb18030") + b"\0" * 99, "zero byte at byte 8000"),
    (GOOD * 99 + b"\x01\x02" * 99, f"control character 0x01 at byte {99 * len(GOOD)}"),
    (GOOD + b"\x07", f"control character 0x07 at byte {len(GOOD)}"),
    (codecs.BOM_UTF8 + "调解\0".encode(), "zero character at character 2"),
    ("调解".encode("utf-32"), "zero character at character 0"),
]


@pytest.mark.parametrize(("data", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_bytes_that_cannot_be_decoded_are_named_with_reason_and_offset(data: bytes, reason: str) -> None:
    error = error_of(data)
    assert error.startswith("a.txt: ")
    assert reason in error
    assert not error.partition(reason)[2][:1].isdigit()
    assert "\n" not in error


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x00\x01\xdc\x00"], ids=["every byte", "half a pair"])
def test_binary_bytes_are_not_called_empty(data: bytes) -> None:
    assert "not plain text" in error_of(data)


@pytest.mark.parametrize("lost", [1, 2])
def test_utf_8_that_lost_a_byte_is_never_read_as_gb18030(lost: int) -> None:
    """Half of such files do decode as GB18030, into other Chinese characters."""
    data = HAN.encode()
    for start in range(9, len(data)):
        assert "UTF-8" in error_of(data[:start] + data[start + lost :])


def test_utf_8_that_lost_its_first_bytes_is_never_read_as_gb18030() -> None:
    data = HAN.encode()
    for start in (1, 2, 4, 5):
        for cut in (data[start:], data[start:-3]):
            assert "UTF-8" in error_of(cut)


def test_gb18030_that_begins_like_utf_8_is_still_read() -> None:
    """全 in GB18030 is ȫ in UTF-8: two bytes that decode say nothing."""
    text = "全全全全年调解纠纷954件"
    assert decode(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize("text", ["“十五五”时期", "推动“禁塑”向“治塑”拓展"])
def test_quotes_and_dashes_are_chinese_in_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.txt").text == text


def test_the_name_of_a_source_has_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "海安-2023.txt"
    path.write_bytes(GOOD)
    assert read(path) == read(str(path)) == decode(GOOD, "海安-2023.txt")
    assert read(path).source == ("海安-2023.txt", hashlib.sha256(GOOD).hexdigest(), "text/plain", "utf-8")


@pytest.mark.parametrize(
    "surrogate",
    [0xDCFF, 0xD800],
)
def test_the_name_of_a_source_can_be_written_whatever_it_holds(surrogate: int) -> None:
    assert decode(GOOD, f"海安{chr(surrogate)}.txt").source.name == "海安\ufffd.txt"


def test_a_name_is_the_same_where_names_of_files_are_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the C locale of a library user, a name in a string is no name from the system."""
    monkeypatch.setattr(os, "fsencode", lambda name: name.encode("ascii", "surrogateescape"))
    assert decode(GOOD, "海安.txt").source.name == "海安.txt"


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = REPORT.encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
    assert read("-") == decode(data, "stdin")


def test_an_error_on_standard_input_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(ReadError, match=r"^stdin: the file is empty$"):
        read("-")


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "no.txt"
    assert error_at(path) == f"{path}: no such file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert error_at(tmp_path) == f"{tmp_path}: is a folder; name a report in it"


def test_a_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    assert error_at(path).startswith(f"{path}: cannot be read: ")


def test_a_name_that_no_file_can_have_cannot_be_read() -> None:
    assert error_at("a\0.txt").startswith("a\0.txt: cannot be read: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_without_permission_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)
    path.chmod(0)
    assert error_at(path) == f"{path}: cannot be read: Permission denied"


def test_a_bad_file_is_named_with_its_folder_in_the_error_only(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"GIF89a")
    assert error_at(path).startswith(f"{path}: no report but a picture")


def test_a_string_is_a_source_too() -> None:
    text = Text.of(REPORT, "海安")
    assert text.text == REPORT
    assert text.source == ("海安", hashlib.sha256(GOOD).hexdigest(), "text/plain", "utf-8")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("调解\ud800纠纷", "调解\ufffd纠纷"),
        ("\udcff", "\ufffd"),
        ("\ud83d\ude00", "\ufffd\ufffd"),  # a pair in a Python string is two characters that no file can hold
        ("调解😀", "调解😀"),
        ("", ""),
    ],
)
def test_a_lone_surrogate_becomes_one_replacement_character(text: str, kept: str) -> None:
    wrapped = Text.of(text)
    assert wrapped.text == kept
    assert wrapped.source.sha256 == hashlib.sha256(kept.encode()).hexdigest()


def error_of(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        decode(data, "a.txt")
    return str(caught.value)


def error_at(path: str | Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("“2025年报告.docx”", 'quotation marks around a name are the straight ones: "name"'),
        ("2025年报告.docx ", "is 2025年报告.docx meant?"),
        ("2025年报告.doc", "is 2025年报告.docx meant?"),
        ("—o", "an option begins with -"),
        ("全然不同.pdf", "no such file"),
    ],
)
def test_what_was_meant_by_a_name_that_is_not_there_is_said(
    given: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2025年报告.docx").write_bytes(b"")
    with pytest.raises(ReadError) as caught:
        read(given)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{given}: no such file")
