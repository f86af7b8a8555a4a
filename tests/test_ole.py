"""OLE compound files: what is in them, by their directory alone, whatever the bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.formats.ole import Compound, ole_streams
from tests.compound import compound

STREAMS = {"WordDocument": b"w" * 9000, "1Table": b"t" * 4096, "\x05SummaryInformation": b"s" * 300, "Empty": b""}
FILE = compound({**STREAMS, "ObjectPool/Workbook": b"x" * 5000, "ObjectPool/Book": b"y" * 70})


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_is_read_whatever_its_size(name: str) -> None:
    ole = Compound(FILE)
    assert ole.read(name) == STREAMS[name]
    assert ole.read(name.upper()) == STREAMS[name]
    assert ole.whole(name)


def test_what_is_embedded_is_not_at_the_root() -> None:
    assert ole_streams(FILE) == {*STREAMS, "ObjectPool"}


def test_what_is_not_there_has_no_bytes() -> None:
    ole = Compound(FILE)
    assert ole.read("Workbook") == b""
    assert ole.read("ObjectPool") == b""
    assert not ole.whole("Workbook")


def test_a_stream_that_is_cut_short_is_not_whole() -> None:
    ordered = compound({"Small": b"s", "WordDocument": b"w" * 9000})
    longer = ordered.replace((9000).to_bytes(4, "little"), (900_000).to_bytes(4, "little"))
    assert longer != ordered
    assert not Compound(longer).whole("WordDocument")


def test_a_large_file_is_read_through_all_of_its_table() -> None:
    data = bytes(range(256)) * 4000
    assert Compound(compound({"WordDocument": data})).read("WordDocument") == data


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", FILE[:8], FILE[:511], FILE[:512], FILE[:8] + b"\xff" * 4000])
def test_what_is_no_ole_file_holds_nothing(data: bytes) -> None:
    assert ole_streams(data) == set()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(8, len(FILE) - 1), st.integers(0, 255)), max_size=40), st.integers(0, len(FILE)))
def test_damage_never_raises_and_never_runs_away(damage: list[tuple[int, int]], end: int) -> None:
    data = bytearray(FILE)
    for place, byte in damage:
        data[place] = byte
    ole = Compound(bytes(data[:end]))
    for name in list(ole.names):
        assert len(ole.read(name)) <= len(FILE) + 512


def test_a_ring_of_sectors_ends() -> None:
    ring = compound({"WordDocument": b"w" * 4096})
    table = len(ring) - 512
    looped = bytearray(ring)
    for n in range(128):
        looped[table + n * 4 : table + n * 4 + 4] = (0).to_bytes(4, "little")
    assert len(Compound(bytes(looped)).read("WordDocument")) <= len(looped)
