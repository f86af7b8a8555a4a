"""What a web page states of itself: in its meta tags, and as the title above the report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lawrep.dates import ARABIC_DATE, iso
from lawrep.formats.reading import EDGES, clean
from lawrep.formats.web.article import WORD, Found, squeezed
from lawrep.formats.web.dom import BLANK
from lawrep.formats.web.lines import is_crumbs, is_of_page
from lawrep.formats.web.render import Block
from lawrep.normalise import normalise
from lawrep.tables import load, words

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST = 300  # characters of what a meta tag states
TITLE_LEAST, TITLE_MOST = 6, 120
NEAR = 200  # characters at the beginning of the report in which its title stands
BARS = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|——|(?<![0-9])[-–—](?![0-9])")
DAY = re.compile(ARABIC_DATE)
SOLID_DAY = re.compile(r"(?<![0-9])(20[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")  # 20240305
NUMBER = re.compile(r"(?!.*(?:default|://))(?=.*[0-9])\S.{2,}\S", re.IGNORECASE)  # not what stands for one
NUMBERS = ("index_number", "document_number")


Metas = dict[str, "tuple[str, _Element]"]


def read_metas(root: "_Element") -> Metas:
    """Return what each meta tag states, by its name in lower case, and where it stands; the first of a name counts."""
    metas: Metas = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        value = one_line(meta.get("content") or "")
        if name and value and len(value) <= LONGEST:
            metas.setdefault(name, (value, meta))
    return metas


def stated(metas: Metas, field: str) -> "Iterator[tuple[str, _Element]]":
    """Yield what the meta tags for a field state, the most telling first."""
    return (metas[name] for name in load("web")["meta"][field] if name in metas)


def declare(root: "_Element", metas: Metas) -> dict[str, str]:
    """Return what the meta tags and the `title` of a page declare, by field; only what is there."""
    fields = {field: first_valid(metas, field) for field in load("web")["meta"]}
    site = fields.pop("site")
    fields["title"] = without_site(fields["title"] or heading_of(root, metas), site)
    return {field: value for field, value in fields.items() if value}


def first_valid(metas: Metas, field: str) -> str:
    """Return the first of what the meta tags for a field state that can be its value, a day in ISO form; or ""."""
    values = (value for value, _ in stated(metas, field))
    if field == "published":
        return next((day for value in values if (day := as_day(value))), "")
    return next((value for value in values if field not in NUMBERS or NUMBER.fullmatch(value)), "")


def heading_of(root: "_Element", metas: Metas) -> str:
    """Return the `title` of a page; what a word processor exports has that of whatever the file was made from."""
    generator = metas["generator"][0] if "generator" in metas else ""
    if generator.lower().startswith(words("web", "title", "generators")):
        return ""
    return next((one_line(title.text or "")[:LONGEST] for title in root.iter("title")), "")


def one_line(text: str) -> str:
    return BLANK.sub(" ", clean(text)).strip(EDGES)


def as_day(text: str) -> str | None:
    """Return the day that a date as printed tells, in ISO form.

    >>> as_day("2024-03-05 10:21:33"), as_day("20240305"), as_day("2024年3月5日"), as_day("yesterday")
    ('2024-03-05', '2024-03-05', '2024-03-05', None)
    """
    if day := DAY.search(text):
        return iso(day[0])
    solid = SOLID_DAY.search(text)
    return iso("-".join(solid.groups())) if solid else None


def without_site(title: str, site: str) -> str:
    """Cut the name of the site, and of its parts, off the title of a page.

    >>> without_site("石桥镇2023年法治政府建设年度报告_法治政府_石桥镇人民政府", "")
    '石桥镇2023年法治政府建设年度报告'
    """
    parts = [part.strip() for part in BARS.split(title) if part and part.strip()]
    ends = (*words("web", "site", "names"), *words("web", "site", "parts"))
    own = [part for part in parts if part != site and not part.endswith(ends)]
    if len(parts) < 2 or not own:
        return title
    best = max(own, key=len)
    return best if len(best) >= TITLE_LEAST else title


def find_title(
    blocks: Sequence[Block], found: Found, fields: Mapping[str, str], metas: Metas
) -> "tuple[str, _Element] | None":
    """Return the title of the report and where it stands, if the report itself does not begin with it."""
    said = fields.get("title", "")
    opening = squeezed("".join([blocks[at].text for at in found.kept()][:8]))
    if said and begins_with(opening, said):
        return None
    title = title_above(blocks, found, said) or title_in_meta(metas, said)
    return None if title is None or begins_with(opening, title[0]) else title


def begins_with(opening: str, title: str) -> bool:
    title = squeezed(title)
    return title in opening[: len(title) + NEAR]


def title_in_meta(metas: Metas, said: str) -> "tuple[str, _Element] | None":
    """Return the title that only a meta tag states, if it is that of a report, and not of the site."""
    if not TITLE_LEAST <= len(said) <= TITLE_MOST or not any(end in said for end in words("metadata", "title", "ends")):
        return None
    return next(((said, element) for value, element in stated(metas, "title") if said in value), None)


def title_above(blocks: Sequence[Block], found: Found, said: str) -> "tuple[str, _Element] | None":
    """Return the title printed above the report: what the page declares as its title, else what names a report.

    Of a page that declares none, and names none, it is the heading.
    """
    without = [at for at in range(len(blocks)) if at < found.start or at in found.without]
    lines = list(grouped([blocks[at] for at in without]))
    if said:
        wanted = squeezed(said)
        for text, element in reversed(lines):
            if wanted and squeezed(text) == wanted:
                return text, element
    headings = [line for line in lines if TITLE_LEAST <= len(line[0]) <= TITLE_MOST and is_title(line[1])]
    if said and (like := [line for line in headings if akin(squeezed(line[0]), squeezed(said))]):
        return like[0]
    named = [(blocks[at].text, blocks[at].element) for at in without if at < found.start and names_report(blocks[at])]
    return named[-1] if named else headings[-1] if headings and not said else None


def names_report(block: Block) -> bool:
    """Whether a line is the title of a report, by its words: 石桥镇2023年法治政府建设年度报告."""
    if not TITLE_LEAST <= len(block.text) <= TITLE_MOST or is_of_page(block) or is_crumbs(block.text):
        return False
    text = normalise(block.text, traditional=True)
    kinds = words("metadata", "title", "kinds")
    return text.endswith(words("metadata", "title", "ends")) and any(kind in text for kind in kinds)


def akin(text: str, said: str) -> bool:
    """Whether one title is the other, cut short or with the name of its body before it."""
    return len(text) >= TITLE_LEAST and (text in said or said in text or said[:12] == text[:12])


def grouped(blocks: Sequence[Block]) -> "list[tuple[str, _Element]]":
    """Return the texts of the elements, the lines of one put together."""
    lines: list[tuple[str, _Element]] = []
    for block in blocks:
        if lines and lines[-1][1] is block.element and block.cells is None and is_title(block.element):
            lines[-1] = lines[-1][0] + block.text, block.element
        else:
            lines.append((block.text, block.element))
    return lines


def is_title(element: "_Element") -> bool:
    """Whether an element, or the one around it, is named as a title."""
    names = load("web")["title"]
    around = element.getparent()
    for one in (element, around) if around is not None else (element,):
        if one.tag in names["tags"] or (one.get("id") or "").lower() in names["ids"]:
            return True
        if any(word.lower() in names["words"] for word in WORD.findall((one.get("class") or "")[:200])):
            return True
    return False
