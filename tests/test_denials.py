"""What a report says there was none of: a table of sentences, the examples and words of the lists, and any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.catalogue import standard
from lawrep.denials import CODES, Denial, find_denials
from lawrep.normalise import normalise, with_line_ends
from lawrep.outline import find_headings, section_of
from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.tables import load
from tests.cases import load as load_cases

ENTRIES = standard().entries
CASES = [(heading, sentence.replace("\\n", "\n"), *codes) for heading, sentence, *codes in load_cases("denials")]
DENIED = [case for case in CASES if len(case) > 2]
TABLES = load("denials")
LISTS = {name: table for name, table in TABLES.items() if "examples" in table} | {
    f"verbs.{name}": table for name, table in TABLES["verbs"].items()
}
EXAMPLES = [(name, *example) for name, table in LISTS.items() for example in table["examples"]]
BRACKETS = re.compile(r"\[([^\[\]]+)\]")
PIECES = [
    *(
        "未发生",
        "无一",
        "零",
        "“零”",
        "0",
        "没有",
        "均",
        "为零",
        "未收到",
        "未被",
        "无",
        "一件",
        "行政诉讼",
        "行政复议",
        "案件",
        "败诉",
    ),
    *(
        "被撤销",
        "信访",
        "申请",
        "安全事故",
        "规范性文件",
        "未制定",
        "全年",
        "2023年",
        "我局",
        "部分",
        "力争",
        "3件",
        "○起",
        "120件",
    ),
    *(
        "、",
        "和",
        "，",
        "。",
        "；",
        "：",
        "(",
        "）",
        "|",
        "\n",
        "\r\n",
        "一、",
        "(一)",
        "一是",
        "　",
        "下一步打算",
        "为",
        "率",
        "的",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
CLAUSES = sorted(  # the first clause of each case that denies something, if nothing else
    {
        BRACKETS.sub(r"\1", clause)
        for heading, sentence, _ in DENIED
        if not heading and "\n" not in sentence and ":无]" not in sentence
        for clause in [next(clause for clause in re.split("[,。;:]", sentence) if "[" in clause)]
        if clause.endswith("]") and not clause.startswith("一是")
    }
)
DOUBT = [
    *(
        "部分乡镇",
        "个别单位",
        "下属企业",
        "各村",
        "教育系统",
        "县司法局",
        "某镇",
        "上半年",
        "去年",
        "力争",
        "确保",
        "如果",
        "若",
        "凡",
        "对",
        "在交通领域",
        "国庆期间",
    ),
    *(
        "三个镇",
        "12个部门",
        "多数单位",
        "防止",
        "避免",
        "杜绝",
        "严禁",
        "要求",
        "基本",
        "几乎",
        "不得",
        "有无",
        "是否",
        "能否",
        "不能",
        "并非",
        "难以做到",
        "促进",
        "为",
        "以",
    ),
    *(
        "某企业整改后,",
        "部分乡镇重视不够,",
        "疫情防控期间,",
        "力争规范执法,",
        "在校园安全方面,",
        "下属单位中,",
        "其中,",
        "12个乡镇中,",
        "以案促改后,",
        "该镇",
        "上述案件",
    ),
]
LONG = ["无", "零", "未发生"]
ROWS = [
    "零败诉、",
    "没有",
    "无一起",
    "行政诉讼案件为零",
    "未发生行政诉讼案件，",
    "无行政诉讼",
    "均",
    "0",
    "“零”",
    "\n(一)无",
    "部分镇，",
    "我局",
    "以我局为被告的",
    "全年",
]


def denials_of(text: str) -> list[Denial]:
    printed = with_line_ends(text)
    return find_denials(text, [section_of(heading) for heading in find_headings(normalise(printed), printed)])


def codes_of(text: str) -> list[str]:
    return [denial.code for denial in denials_of(text)]


def spans_of(denials: list[Denial]) -> list[tuple[int, int]]:
    """Return the stretches that denials stand in; those of one negation make one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((denial.start, denial.end) for denial in denials):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


@pytest.mark.parametrize("case", CASES, ids=[" > ".join(case[:2]) for case in CASES])
def test_a_sentence_denies_what_it_denies(case: tuple[str, ...]) -> None:
    heading, sentence, *codes = case
    above = f"(一){heading}\n" if heading else ""
    denials = denials_of(above + BRACKETS.sub(r"\1", sentence))
    assert [denial.code for denial in denials] == " ".join(codes).split()
    starts = [match.start() - 2 * index + len(above) for index, match in enumerate(BRACKETS.finditer(sentence))]
    lengths = [len(words) for words in BRACKETS.findall(sentence)]
    assert spans_of(denials) == [(start, start + length) for start, length in zip(starts, lengths, strict=True)]


def test_there_are_cases_enough_of_denials_and_of_none() -> None:
    assert len(DENIED) >= 200
    assert len(CASES) - len(DENIED) >= 400
    assert len({case[:2] for case in CASES}) == len(CASES)


def test_each_code_that_can_be_denied_is_denied_in_a_case() -> None:
    assert {code for case in DENIED for code in case[2].split()} == set().union(*CODES.values())
    assert set().union(*CODES.values()) <= set(ENTRIES)


@pytest.mark.parametrize(("name", "sentence", "code"), EXAMPLES, ids=[f"{name}-{text}" for name, text, _ in EXAMPLES])
def test_every_example_of_a_word_list_holds(name: str, sentence: str, code: str) -> None:
    assert codes_of(sentence + "。") == code.split()


@pytest.mark.parametrize("word", TABLES["negators"]["words"])
def test_every_negator_denies_a_verb(word: str) -> None:
    assert codes_of(f"全年{word}发生行政诉讼案件。") == ["disputes.litigation_cases"]


@pytest.mark.parametrize("word", TABLES["none"]["words"])
def test_every_word_for_none_denies_a_noun(word: str) -> None:
    assert codes_of(f"我局{word}行政诉讼案件。") == ["disputes.litigation_cases"]


@pytest.mark.parametrize("word", [*TABLES["zero"]["words"], "“零”", "０"])
def test_every_word_for_zero_denies(word: str) -> None:
    assert codes_of(f"全年行政应诉{word}败诉。") == ["disputes.litigation_lost"]


@pytest.mark.parametrize("word", TABLES["one"]["units"])
def test_every_unit_can_follow_one(word: str) -> None:
    fits = word in ("件", "起", "例", "宗", "桩", "人", "人次", "批", "批次")
    assert codes_of(f"全年无一{word}信访。") == (["disputes.petitions"] if fits else [])


@pytest.mark.parametrize(
    ("name", "thing", "code"),
    [
        ("events", "行政诉讼案件", "disputes.litigation_cases"),
        ("receipts", "行政复议申请", "disputes.reconsideration_cases"),
    ],
)
def test_every_verb_of_what_comes_is_denied(name: str, thing: str, code: str) -> None:
    for word in TABLES["verbs"][name]["words"]:
        assert codes_of(f"全年未{word}{thing}。") == [code], word


@pytest.mark.parametrize("word", TABLES["when"]["words"])
def test_every_time_is_of_the_whole_year(word: str) -> None:
    assert codes_of(f"{word}未发生行政诉讼案件。") == ["disputes.litigation_cases"]


@pytest.mark.parametrize(
    "word",
    [*TABLES["who"]["words"], *(head + body for head in TABLES["who"]["heads"] for body in TABLES["who"]["bodies"])],
)
def test_everybody_is_all_of_the_report(word: str) -> None:
    assert codes_of(f"{word}无行政诉讼案件。") == ["disputes.litigation_cases"]


@pytest.mark.parametrize("word", TABLES["manner"]["words"])
def test_a_word_of_manner_changes_nothing(word: str) -> None:
    assert codes_of(f"全年{word}零败诉。") == ["disputes.litigation_lost"]


@pytest.mark.parametrize("word", TABLES["tails"]["words"])
def test_what_follows_is_no_part_of_it(word: str) -> None:
    [denial] = denials_of(f"全年未发生行政诉讼案件{word}。")
    assert denial.text == "未发生行政诉讼案件"


@pytest.mark.parametrize("word", TABLES["narrower"]["words"])
def test_less_than_the_code_counts_is_none(word: str) -> None:
    assert codes_of(f"全年未发生{word}信访案件。") == []


@pytest.mark.parametrize("word", TABLES["some"]["words"])
def test_of_some_is_none(word: str) -> None:
    assert codes_of(f"{word}认真排查,全镇未发生信访案件。") == []


@pytest.mark.parametrize("body", ["县司法局", "各乡镇", "下属单位", "农业执法大队", "教育系统"])
def test_of_another_body_is_none(body: str) -> None:
    assert codes_of(f"{body}严格审核,全年未发生行政诉讼案件。") == []
    assert codes_of(f"{body}严格审核,全县未发生行政诉讼案件。") == ["disputes.litigation_cases"]


@pytest.mark.parametrize("occasion", TABLES["occasions"]["words"])
def test_of_another_time_is_none(occasion: str) -> None:
    assert codes_of(f"{occasion}抓好值守,全镇未发生信访案件。") == []
    assert codes_of(f"{occasion}抓好值守,全年未发生信访案件。") == ["disputes.petitions"]


@pytest.mark.parametrize("word", TABLES["wishes"]["words"])
def test_a_wish_is_none(word: str) -> None:
    assert codes_of(f"{word}规范办案,全年未发生败诉案件。") == []


@pytest.mark.parametrize("before", DOUBT)
def test_what_is_put_before_makes_it_doubtful(before: str) -> None:
    """Whatever is denied, and in whatever words."""
    assert [clause for clause in CLAUSES if denials_of(before + clause + "。")] == []


@pytest.mark.parametrize(
    "after",
    ["的单位", "的镇街", "村", "单位占比80%", "的可能性", "目标责任制", "的要求", "率达100%", "等问题", "的,予以表扬"],
)
def test_what_is_put_behind_makes_it_doubtful(after: str) -> None:
    assert [clause for clause in CLAUSES if denials_of(clause + after + "。")] == []


@pytest.mark.parametrize(
    "before", ["我局高度重视,", "规范执法程序,", "全年", "一是强化监督,", "经过持续努力,", "依法行政水平显著提升。"]
)
def test_what_is_put_before_changes_nothing(before: str) -> None:
    alone = [clause for clause in CLAUSES if denials_of(clause + "。")]
    assert len(alone) >= 200
    assert [clause for clause in alone if not denials_of(before + clause + "。")] == []


@pytest.mark.parametrize("word", TABLES["goals"]["words"])
def test_a_goal_is_none(word: str) -> None:
    assert codes_of(f"{word}规范办案,零败诉。") == []


@pytest.mark.parametrize("name", [name for name, table in LISTS.items() if "words" in table])
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    words = LISTS[name]["words"]
    assert sorted(set(words)) == sorted(words)
    assert len(LISTS[name]["examples"]) >= 1


def test_what_a_denial_says() -> None:
    text = "(一)行政应诉\n全年未收到行政复议申请。办理5件，“零”败诉。"
    assert denials_of(text) == [
        Denial(10, 19, "未收到行政复议申请", "件", "收到行政复议申请", "disputes.reconsideration_cases", "1"),
        Denial(25, 30, "“零”败诉", "件", "败诉", "disputes.litigation_lost", "1"),
    ]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("全年未发生行政诉讼案件", ["行政诉讼案件"]),
        ("本年度行政复议案件数量为零", ["行政复议案件"]),
        ("行政诉讼案件5件无败诉", ["行政诉讼败诉"]),
        ("我局未制定规范性文件", ["制定规范性文件"]),
        ("行政复议案件4件,无一被撤销", ["撤销"]),
        ("无以我局为被告的行政诉讼案件", ["行政诉讼案件"]),
        ("未收到人大代表建议和政协提案", ["收到人大代表建议和政协提案"]),
    ],
)
def test_the_label_says_what_is_denied(sentence: str, labels: list[str]) -> None:
    assert [denial.label for denial in denials_of(sentence + "。")] == labels


def test_a_rate_of_zero_is_in_per_cent() -> None:
    assert [denial.unit for denial in denials_of("行政诉讼败诉率为零。")] == ["%"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("全年行政诉讼案件为０。", []),
        ("行政訴訟案件全年未發生，敗訴案件為零。", ["disputes.litigation_cases", "disputes.litigation_lost"]),
        ("全年未发生\r\n行政诉讼案件。", []),
        ("一、成效\r\n全年未发生行政诉讼案件。", ["disputes.litigation_cases"]),
        ("指标 | 得分\n无败诉案件 | 5分", []),
        ("二、下一步打算\n全年未发生行政诉讼案件。", []),
        ("二、存在问题和下一步打算\n全年未发生行政诉讼案件。\n下一步，零败诉。", ["disputes.litigation_cases"]),
        ("", []),
    ],
    ids=["figure", "traditional", "line broken", "line ends", "cell", "plan", "turn", "nothing"],
)
def test_what_a_text_denies(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


def test_sections_need_not_be_known() -> None:
    assert [denial.section for denial in find_denials("全年未发生行政诉讼案件。", [])] == [None]


@given(TEXTS)
def test_a_denial_stands_where_it_says(text: str) -> None:
    """And apart from every figure, in a section of the document."""
    document = describe(Text.of(text))
    denials = find_denials(text, document["sections"])
    sections = {section["id"]: section for section in document["sections"]}
    assert denials == sorted(denials, key=lambda denial: denial.start)
    for denial in denials:
        assert text[denial.start : denial.end] == denial.text
        assert denial.unit == ENTRIES[denial.code].unit[0]
        assert denial.label
        assert all(each["end"] <= denial.start or each["start"] >= denial.end for each in document["indicators"])
        if denial.section is not None:
            assert sections[denial.section]["start"] <= denial.start < sections[denial.section]["end"]


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    find_denials(text, describe(Text.of(text))["sections"])


@pytest.mark.parametrize(
    ("piece", "length"), [*((piece, 1_000_000) for piece in LONG), *((piece, 60_000) for piece in ROWS)]
)
def test_a_long_text_is_done(piece: str, length: int) -> None:
    """Time is linear: what is not would run for minutes here."""
    text = piece * (length // len(piece)) + "未发生行政诉讼案件。"
    assert {denial.code for denial in find_denials(text, [])} <= set(ENTRIES)
