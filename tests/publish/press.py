"""The editions: each sample in each format and way, and the press that makes them."""

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.publish import ofd, tools, web, word, writer
from tests.publish.sample import Line, load_samples
from tests.publish.sites import Facts

SAMPLE = load_samples()
PUBLISHED, INDEX = "2026-03-20", "WQ0107/2026-00012"  # of every web page
OFFICES = {  # who publishes a sample, and the day it is of
    "baihe-city-2024": ("白河市人民政府", "2025-03-10"),
    "chenxi-county-2019": ("晨汐县人民政府", "2020-01-19"),
    "dongping-district-2020": ("東枰區司法局", "2021-02-26"),
    "heping-town-2024": ("禾坪镇人民政府", "2024-12-26"),
    "linhai-development-zone-2021": ("霖海经济开发区管委会", "2022-01-18"),
    "nanyuan-bureau-2023": ("南垣省市场监督管理厅", "2024-03-11"),
    "qingshi-street-2022": ("青石街道办事处", "2023-01-06"),
    "wanqing-county-2025": ("晚晴县人民政府", "2026-01-15"),
    "yunling-county-2023": ("云岭县人民政府", "2024-03-14"),
}
FOR_PAPER = "to print"  # the shape of web page that Chromium prints
PRINTED_BY_CHROMIUM = ("wanqing-county-2025", "dongping-district-2020", "baihe-city-2024")
# Of a line in several fonts, and of a table, easyofd lays the parts over one another; these have neither.
MADE_BY_EASYOFD = ("heping-town-2024", "baihe-city-2024", "qingshi-street-2022")
# Their numerals count on by themselves: LibreOffice 7.4 loses a w:startOverride when it writes a .doc.
COUNTED_IN_DOC = ("heping-town-2024", "nanyuan-bureau-2023", "wanqing-county-2025")


@dataclass(frozen=True)
class Edition:
    """A sample in one format, written in one way, perhaps by a program that must be installed."""

    sample: str
    format: str
    way: str
    tool: str = ""

    def __str__(self) -> str:
        return f"{self.sample} {self.format} {self.way}"

    @property
    def is_of_page(self) -> bool:
        """Whether it holds all that the plain text does, the page around the report included."""
        return self.tool in ("soffice", "easyofd")

    @property
    def lines(self) -> tuple[Line, ...]:
        """What its text should hold."""
        sample = SAMPLE[self.sample]
        return sample.lines if self.is_of_page else sample.report


EDITIONS = (
    *(Edition(sample, "word", way) for sample in SAMPLE for way in word.WAYS),
    *(Edition(sample, "web", shape) for sample in SAMPLE for shape in web.SHAPES if shape != FOR_PAPER),
    *(Edition(sample, "ofd", way) for sample in SAMPLE for way in ofd.WAYS),
    *(Edition(sample, "docx", "LibreOffice", "soffice") for sample in SAMPLE),
    *(Edition(sample, "pdf", "LibreOffice", "soffice") for sample in SAMPLE),
    *(Edition(sample, "doc", "LibreOffice", "soffice") for sample in SAMPLE),
    *(Edition(sample, "pdf", "Chromium", "chromium") for sample in PRINTED_BY_CHROMIUM),
    *(Edition(sample, "ofd", "easyofd", "easyofd") for sample in MADE_BY_EASYOFD),
)
INSTALLED = {
    "": True,
    "soffice": tools.SOFFICE is not None,
    "chromium": tools.CHROMIUM is not None,
    "easyofd": tools.SOFFICE is not None and find_spec("easyofd") is not None,  # it converts LibreOffice's PDF
}


def publish(edition: Edition) -> bytes:
    """Return the bytes of an edition that needs no program."""
    sample = SAMPLE[edition.sample]
    if edition.format == "word":
        return word.publish(sample.report, word.WAYS[edition.way])
    if edition.format == "ofd":
        return ofd.publish(sample.report, ofd.WAYS[edition.way], sample.title)
    return web.publish(sample, web.SHAPES[edition.way], facts_of(edition.sample))


def facts_of(name: str) -> Facts:
    """Return what the page of a sample prints beside it."""
    organ, made = OFFICES[name]
    return Facts(organ, PUBLISHED, INDEX, made)


class Press:
    """The files that programs make, all of a program at once: begun together, waited for where they are used."""

    def __init__(self, folder: Path, editions: Collection[Edition]) -> None:
        self.folder = folder
        self.workers = ThreadPoolExecutor(2)
        self.made: dict[str, Future[None]] = {}
        tools_needed = {edition.tool for edition in editions}
        formats = {edition.format for edition in editions if edition.tool == "soffice"}
        if "easyofd" in tools_needed:
            formats.add("pdf")
        for target, drafts in self.write_drafts().items() if formats else ():
            if target in formats:
                self.made[target] = self.workers.submit(self.convert, target, drafts)
        if "chromium" in tools_needed:
            self.made["Chromium"] = self.workers.submit(self.print_pages)
        if "easyofd" in tools_needed:
            self.made["easyofd"] = self.workers.submit(self.convert_to_ofd)

    def write_drafts(self) -> dict[str, list[Path]]:
        """Write what LibreOffice starts from: its own format, and for some .docx and .doc one with numbering."""
        drafts: dict[str, list[Path]] = {"doc": [], "pdf": [], "docx": []}
        for name, sample in SAMPLE.items():
            typed, numbered = self.folder / f"{name}.fodt", self.folder / f"{name}.docx"
            typed.write_bytes(writer.publish(sample.lines, sample.title))
            numbered.write_bytes(word.publish(sample.lines, word.WAYS["numbered"]))
            drafts["pdf"].append(typed)
            drafts["docx"].append(typed if name in COUNTED_IN_DOC else numbered)
            drafts["doc"].append(numbered if name in COUNTED_IN_DOC else typed)
        return drafts

    def convert(self, target: str, drafts: list[Path]) -> None:
        folder = self.folder / target
        tools.convert(drafts, target, folder, [folder / f"{name}.{target}" for name in SAMPLE])

    def print_pages(self) -> None:
        for name in PRINTED_BY_CHROMIUM:
            page = self.folder / f"{name}.html"
            page.write_bytes(web.publish(SAMPLE[name], web.SHAPES[FOR_PAPER], facts_of(name)))
            tools.print_page(page, self.folder / f"{name}.Chromium.pdf", "--no-pdf-header-footer")

    def convert_to_ofd(self) -> None:
        self.made["pdf"].result()
        pdfs = self.folder / "pdf"
        tools.convert_to_ofd({pdfs / f"{name}.pdf": self.folder / f"{name}.easyofd.ofd" for name in MADE_BY_EASYOFD})

    def path(self, edition: Edition) -> Path:
        """Return the file of an edition that a program makes, once it is made."""
        if edition.tool == "soffice":
            self.made[edition.format].result()
            return self.folder / edition.format / f"{edition.sample}.{edition.format}"
        self.made[edition.way].result()
        return self.folder / f"{edition.sample}.{edition.way}.{edition.format}"

    def print(self, edition: Edition) -> bytes:
        return self.path(edition).read_bytes() if edition.tool else publish(edition)

    def close(self) -> None:
        self.workers.shutdown(cancel_futures=True)
