"""Have LibreOffice turn a document into .docx: in a profile of its own that is thrown away, and without a network.

A document may name pictures, sections, templates and objects at any address, and LibreOffice fetches them unless it is
kept from it. Three things do: its settings block links of documents that nobody trusts, a proxy that does not exist
stands before all the others, and where the system lets us, it runs in a network of its own that has nothing in it.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lawrep.errors import ReadError

SETTING = "LAWREP_SOFFICE"
NAMES = ("soffice", "libreoffice")
PLACES = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
PATIENCE = 120  # seconds; a report takes two, and a machine may be busy
MOST_WORK = 30  # seconds of a processor
MOST_BYTES = 128 << 20  # of a document that it makes
MOST_MEMORY = 4 << 30  # addresses, of which it takes one GiB for a report
MOST_WRITTEN = 512 << 20  # bytes of one file
ADVICE = "save it as .docx with Word, WPS or LibreOffice"

NOWHERE = ("127.0.0.1", 9)  # the port by which everything is discarded; nothing listens there
PROXY = f"http://{NOWHERE[0]}:{NOWHERE[1]}"
PROXIES = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), PROXY)
SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
INTERNET = "/org.openoffice.Inet/Settings"
SETTINGS: tuple[tuple[str, str, str], ...] = (
    (SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (SCRIPTING, "DisableActiveContent", "true"),
    (SCRIPTING, "DisableMacrosExecution", "true"),
    (SCRIPTING, "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    (INTERNET, "ooInetProxyType", "2"),
    (INTERNET, "ooInetNoProxy", ""),
    *((INTERNET, f"ooInet{scheme}ProxyName", NOWHERE[0]) for scheme in ("HTTP", "HTTPS", "FTP")),
    *((INTERNET, f"ooInet{scheme}ProxyPort", str(NOWHERE[1])) for scheme in ("HTTP", "HTTPS", "FTP")),
)
REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
ITEM = (
    '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse" oor:finalized="true">'
    "<value>{value}</value></prop></item>"
)
ISOLATION = ("unshare", "--map-root-user", "--net", "--")
GUARD = 'read -r _; kill -9 "-$0"; rm -rf -- "$1"'  # nothing is ever written to it: what it reads is the end of us


def find_soffice(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the LibreOffice to run: what LAWREP_SOFFICE names, else one on the path or where it installs itself.

    Raises ReadError where LAWREP_SOFFICE names none.
    """
    if named := environment.get(SETTING):
        found = shutil.which(named)
        if found is None:
            raise ReadError(f"{named}: no such program; let {SETTING} name LibreOffice's soffice, or unset it")
        return found
    return next(installed(), None)


def installed() -> Iterator[str]:
    for name in NAMES:
        if found := shutil.which(name):
            yield found
    for place in map(Path, PLACES):
        anchor = Path(place.anchor)
        if place.is_absolute():
            yield from (str(path) for path in sorted(anchor.glob(str(place.relative_to(anchor))), reverse=True))


def convert(soffice: str, data: bytes, suffix: str, shown: str, patience: float = PATIENCE) -> bytes:
    """Return the .docx that LibreOffice makes of a document, `suffix` saying of what kind it is.

    Raises ReadError where it fails, or has not done after `patience` seconds.
    """
    with TemporaryDirectory(prefix="lawrep-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        profile = room / "profile"
        source = room / f"report{suffix}"
        source.write_bytes(data)
        write_settings(profile)
        said = run(command(soffice, profile, source, room / "out"), room, shown, patience)
        made = room / "out" / "report.docx"
        if not made.is_file():
            raise ReadError(f"{shown}: LibreOffice cannot read it{said}; it may be damaged: {ADVICE}")
        if made.stat().st_size > MOST_BYTES:
            raise ReadError(f"{shown}: becomes more than {MOST_BYTES >> 20} MiB as .docx; no report is so large")
        return made.read_bytes()


def command(soffice: str, profile: Path, source: Path, out: Path) -> list[str]:
    return [
        *isolation(),
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]


def write_settings(profile: Path) -> None:
    """Make the profile that LibreOffice is to start with."""
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (user / "registrymodifications.xcu").write_text(REGISTRY.format(items=items), encoding="utf-8")


@cache
def isolation() -> tuple[str, ...]:
    """Return what starts a program without a network, where this system has it and lets us."""
    if sys.platform != "linux" or not shutil.which(ISOLATION[0]):
        return ()
    with suppress(OSError, subprocess.SubprocessError):
        trial = [*ISOLATION, "true"]
        subprocess.run(trial, check=True, capture_output=True, timeout=10, stdin=subprocess.DEVNULL)  # noqa: S603
        return ISOLATION
    return ()


def run(arguments: list[str], room: Path, shown: str, patience: float) -> str:
    """Run LibreOffice to its end, and return what it complained of; its children die with it."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the program is the user's, the arguments are ours
            arguments,
            cwd=room,
            env=surroundings(room),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError(f"{shown}: LibreOffice does not start: {error.strerror}; {ADVICE}") from None
    try:
        limit(process.pid)
        with guarded(process.pid, room):
            _, complaint = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        raise ReadError(f"{shown}: LibreOffice has not read it after {patience:g} seconds; {ADVICE}") from None
    finally:
        stop(process)
    errors = [line for line in complaint.decode("utf-8", "replace").splitlines() if line.startswith("Error")]
    return f" ({errors[-1]})" if errors else ""


@contextmanager
def guarded(group: int, room: Path) -> Iterator[None]:
    """Have a shell end a group of processes and clear its room away, should this process be killed meanwhile."""
    if sys.platform == "win32":
        yield
        return
    with subprocess.Popen(  # noqa: S603 - no word of it is a user's
        ["/bin/sh", "-c", GUARD, str(group), str(room)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as guard:
        try:
            yield
        finally:
            guard.kill()  # before its pipe is closed


def limit(pid: int) -> None:
    """Bound what LibreOffice may take and write, where the system can."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError):  # it may have ended already
            resource.prlimit(pid, resource.RLIMIT_CPU, (MOST_WORK, MOST_WORK + 5))
            resource.prlimit(pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))


def surroundings(room: Path) -> dict[str, str]:
    """Return the environment to run in: no way to a network, and a home that is thrown away too."""
    proxies = {**PROXIES, **{name.upper(): value for name, value in PROXIES.items()}}
    return {
        **os.environ,
        **proxies,
        "no_proxy": "",
        "NO_PROXY": "",
        "HOME": str(room),
        "TMPDIR": str(room),
        "SAL_USE_VCLPLUGIN": "svp",
    }


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice and all that it started, by the group that they are; of one that has ended nothing is left."""
    if sys.platform == "win32":
        if process.poll() is None:
            ending = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(ending, check=False, capture_output=True)  # noqa: S603
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.communicate()
