"""Write OLE compound files for tests: streams of any size, in sectors of 512 bytes."""

from struct import pack

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL, LEAST = 512, 64, 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """Return an OLE file with these streams at its root; `a/b` is the stream b in the folder a."""
    small = {name: data for name, data in streams.items() if len(data) < LEAST}
    sectors: list[bytes] = []
    links: list[int] = []

    def add(data: bytes) -> int:
        first, pieces = len(sectors), [data[n : n + SECTOR].ljust(SECTOR, b"\0") for n in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        links.extend([*range(first + 1, first + len(pieces)), END] if pieces else [])
        return first if pieces else END

    starts, store, small_links = {}, b"", list[int]()
    for name, data in small.items():
        starts[name] = len(store) // SMALL
        count = -(-len(data) // SMALL)
        small_links += [*range(starts[name] + 1, starts[name] + count), END] if count else []
        store += data.ljust(count * SMALL, b"\0")
    starts |= {name: add(data) for name, data in streams.items() if name not in small}
    store_start, small_table = add(store), add(pack(f"<{len(small_links)}I", *small_links))
    directory = add(entries(streams, starts, store_start, len(store)))
    tables = 1
    while (len(sectors) + tables) * 4 > tables * SECTOR:
        tables += 1
    first = len(sectors)
    links += [TABLE] * tables
    allocation = pack(f"<{len(links)}I", *links).ljust(tables * SECTOR, b"\xff")
    listed = [*range(first, first + tables), *[FREE] * (109 - tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    head += pack("<IIIIIIIIII", 0, tables, directory, 0, LEAST, small_table, 1, END, 0, listed[0])
    return head + pack("<108I", *listed[1:]) + b"".join(sectors) + allocation


def entries(streams: dict[str, bytes], starts: dict[str, int], store: int, size: int) -> bytes:
    folders = sorted({name.split("/")[0] for name in streams if "/" in name})
    names = [*folders, *streams]
    top = [n for n, name in enumerate(names, 1) if "/" not in name]
    lines = [entry("Root Entry", 5, FREE, top[0] if top else FREE, start=store, size=size)]
    for number, name in enumerate(names, 1):
        inside = [n for n, other in enumerate(names, 1) if other.startswith(f"{name}/")]
        fellows = top if number in top else [n for n, o in enumerate(names, 1) if o.split("/")[0] == name.split("/")[0]]
        later = next((n for n in fellows if n > number and (number in top) == (n in top)), FREE)
        kind = 1 if name in folders else 2
        start, length = (0, 0) if kind == 1 else (starts[name], len(streams[name]))
        lines.append(entry(name.split("/")[-1], kind, later, inside[0] if inside else FREE, start=start, size=length))
    return b"".join(lines)


def entry(name: str, kind: int, right: int, child: int, *, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + pack("<HBBIII", len(letters) + 2, kind, 1, FREE, right, child)
    return head + bytes(36) + pack("<III", start, size, 0)
