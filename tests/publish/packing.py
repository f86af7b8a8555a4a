"""Pack reports in a zip, as they are sent: with names in UTF-8, or in GBK as Windows writes them, not saying so."""

import io
import zipfile
from collections.abc import Mapping


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of `files`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def pack_gbk(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of `files` whose names are GBK, without the flag that tells their encoding."""
    names = {name: name.encode("gbk") for name in files}
    stand_ins = {name: f"{number}".zfill(len(names[name])) for number, name in enumerate(files)}
    data = pack({stand_ins[name]: files[name] for name in files})
    for name, stand_in in stand_ins.items():
        assert data.count(stand_in.encode()) == 2  # in its header, and in the directory
        data = data.replace(stand_in.encode(), names[name])
    return data
