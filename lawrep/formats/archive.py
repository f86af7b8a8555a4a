"""A zip archive of reports is read as a folder of them: `reports.zip/county/a.docx` names one."""

import zipfile
from functools import lru_cache
from pathlib import Path, PurePosixPath

from lawrep.errors import ReadError
from lawrep.formats.kinds import ARCHIVE, EMPTY_ZIP, LARGEST, SUFFIXES, ZIP, recognise
from lawrep.formats.package import CONTROL, Package, is_file

UTF8_NAME = 0x800  # the flag of a member whose name is UTF-8; the others are GBK here, whatever the standard says
MOST_ALL = 1 << 30  # bytes of all members, unpacked
LONGEST = 1000  # characters of a member's name
UNIX, KIND, LINK = 3, 0o170000, 0o120000


class Archive:
    """The reports in a zip archive, by their names below it, and what else it holds."""

    def __init__(self, data: bytes, shown: str) -> None:
        self.package = Package(data, shown)
        self.reports: dict[str, str] = {}
        self.passed_over: list[str] = []
        for info in self.package.archive.infolist():
            name = name_of(info)
            if not is_file(info) or is_link(info) or is_hidden(name):
                continue
            if not name.lower().endswith(SUFFIXES):
                self.passed_over.append(name)
                continue
            if len(name) > LONGEST:
                raise ReadError(f"{shown}: a member's name is {len(name):,} characters long; unpack it and rename it")
            if name in self.reports:
                raise ReadError(f"{shown}: two members are called {name}; unpack it and rename one")
            self.reports[name] = info.filename
        if sum(info.file_size for info in self.package.members.values()) > MOST_ALL:
            raise ReadError(f"{shown}: unpacks to more than {MOST_ALL >> 30} GiB; unpack it first, if that is meant")

    def read(self, name: str) -> bytes:
        """Return the bytes of a report."""
        data = self.package.unpack(self.reports[name])
        if data.startswith((ZIP, EMPTY_ZIP)) and recognise(data, f"{self.package.shown}/{name}") is ARCHIVE:
            raise ReadError(f"{self.package.shown}/{name}: an archive in an archive; unpack the outer one first")
        return data


def name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a member below the archive, never above it: `../a.txt` is a.txt."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    parts = PurePosixPath(CONTROL.sub("_", name).replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..") and not part.endswith(":"))


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a link to another file, of which it holds the name and not the text."""
    return info.create_system == UNIX and (info.external_attr >> 16) & KIND == LINK


def is_hidden(name: str) -> bool:
    """Whether a member is one of those that systems put beside the others."""
    return any(part.startswith((".", "__MACOSX", "~$")) for part in name.split("/"))


def open_archive(path: str) -> Archive | None:
    """Return the archive that a file is, or None where it is something else.

    Raises ReadError where it cannot be read, is damaged, or holds more than any archive of reports.
    """
    try:
        state = Path(path).stat()
        if state.st_size > LARGEST:
            raise ReadError(f"{path}: larger than {LARGEST >> 20} MiB; unpack it first")
        return cached(path, state.st_mtime_ns, state.st_size)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1)  # they are large, and come one after the other
def cached(path: str, _changed: int, _size: int) -> Archive | None:
    data = Path(path).read_bytes()
    return Archive(data, path) if recognise(data, path) is ARCHIVE else None


def read_member(path: str) -> bytes | None:
    """Return the bytes of a report inside an archive, by its `path` through it; None where no archive is on it.

    Raises ReadError where the archive does not hold it.
    """
    parts = path.split("/")
    for length in range(len(parts) - 1, 0, -1):
        outer = "/".join(parts[:length])
        if Path(outer).is_file():
            archive = open_archive(outer)
            name = "/".join(parts[length:])
            if archive is None:
                return None
            if name not in archive.reports:
                raise ReadError(f"{path}: no such report in {outer}")
            return archive.read(name)
    return None
