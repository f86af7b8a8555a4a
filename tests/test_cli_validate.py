"""What `lawrep validate` and `lawrep rules` show: lines, JSON, SARIF, in two languages, and what a project chooses."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from lawrep.rulebook import rules
from tests.conftest import Command

REPORT = (
    "青禾县2023年法治政府建设情况报告\n"
    "一、主要成效\n全年调解各类纠纷954件，调解成功915件，成功率99.7%。扎实推进法制政府和平安建设。\n"
    "二、党政主要负责人履行第一责任人职责情况\n党政主要负责人认真履职，全年研究法治建设议题12次，带头开展法治讲座3场。\n"
    "三、存在的不足和原因\n由于编制紧张，基层执法队伍力量薄弱，普法形式较为单一，信息公开也不够及时。\n"
    "四、2024年工作安排\n进一步健全制度，抓好落实，深化普法宣传，规范行政执法行为，化解矛盾纠纷，提升依法行政的能力和水平。\n"
)
SARIF = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
Place = Callable[[str, str], None]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("a.txt", REPORT)
    return write


def lines(data: bytes) -> list[str]:
    return data.decode().splitlines()


def test_a_finding_is_a_line_of_place_level_rule_and_message(lawrep: Command, place: Place) -> None:
    done = lawrep("validate", "a.txt")
    assert lines(done.stdout) == [
        "a.txt:3:26: warning rate-matches-counts 99.7% does not agree with the counts: 915件 of 954件 is 95.91%",
        "a.txt:3:36: warning term-slip 法制政府 should be 法治政府",
    ]
    assert lines(done.stderr) == ["1 checked: 2 warnings; 7 relations checked, 6 hold"]


@pytest.mark.parametrize(
    ("arguments", "code"), [((), 0), (("--strict",), 1), (("--strict", "--ignore", "figures,wording"), 0)]
)
def test_a_warning_fails_where_that_is_asked_for(
    lawrep: Command, place: Place, arguments: tuple[str, ...], code: int
) -> None:
    lawrep("validate", "a.txt", *arguments, code=code)


def test_an_error_fails(lawrep: Command, place: Place) -> None:
    place("b.txt", "全年办结工单4386件，办结率109%。\n")
    assert b"error share-above-100" in lawrep("validate", "b.txt", code=1).stdout


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--select", "wording"), {"term-slip"}),
        (("--select", "rate-matches-counts", "--select", "damage"), {"rate-matches-counts"}),
        (("--ignore", "term-slip"), {"rate-matches-counts"}),
        (("--select", "figures,wording", "--ignore", "figures"), {"term-slip"}),
    ],
)
def test_rules_and_topics_are_selected_and_ignored(
    lawrep: Command, place: Place, arguments: tuple[str, ...], found: set[str]
) -> None:
    assert {line.split()[2] for line in lines(lawrep("validate", "a.txt", *arguments).stdout)} == found


def test_a_rule_that_does_not_exist_is_wrong_usage(lawrep: Command, place: Place) -> None:
    said = lawrep("validate", "a.txt", "--select", "term-slp", code=2).stderr.decode()
    assert "--select: no rule or topic is called 'term-slp'; is term-slip meant?" in said


@pytest.mark.parametrize("chosen", [("--lang", "zh"), ()])
def test_messages_are_chinese_on_request(lawrep: Command, place: Place, chosen: tuple[str, ...]) -> None:
    done = lawrep("validate", "a.txt", *chosen, env={} if chosen else {"LAWREP_LANG": "zh"})
    assert "“法制政府”应为“法治政府”" in done.stdout.decode()
    assert lines(done.stderr) == ["共检查1份：2个警告；核对7处关系，6处相符"]


def test_a_project_chooses_in_its_lawrep_toml(lawrep: Command, place: Place) -> None:
    place("lawrep.toml", '[validate]\nignore = ["figures"]\nstrict = true\nlang = "zh"\n')
    done = lawrep("validate", "a.txt", code=1)
    assert lines(done.stdout) == ["a.txt:3:36: warning term-slip “法制政府”应为“法治政府”"]
    assert lines(lawrep("validate", "a.txt", "--lang", "en", code=1).stdout)[0].endswith("should be 法治政府")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("validate = 3\n", "validate: is unknown"),
        ("[check]\n", "check: is unknown; the settings stand under [validate]"),
        ('[validate]\nselcet = ["x"]\n', "validate.selcet: is unknown; there are select, ignore, strict, lang"),
        ('[validate]\nignore = "figures"\n', "validate.ignore: must be a list of rules or topics, and not 'figures'"),
        ("[validate]\nstrict = 1\n", "validate.strict: must be true or false, and not 1"),
        ('[validate]\nlang = "de"\n', "validate.lang: must be one of en, zh, and not 'de'"),
        ("[validate\n", "is no TOML"),
    ],
)
def test_what_is_wrong_in_a_lawrep_toml_is_named(lawrep: Command, place: Place, text: str, message: str) -> None:
    place("lawrep.toml", text)
    said = lawrep("validate", "a.txt", code=1).stderr.decode()
    assert "lawrep.toml: " in said
    assert message in said


def test_json_has_the_place_the_words_and_the_counts(lawrep: Command, place: Place) -> None:
    log = json.loads(lawrep("validate", "a.txt", "no.txt", "--format", "json", code=1).stdout)
    [document] = log["documents"]
    finding = document["findings"][1]
    assert (finding["line"], finding["column"], finding["text"]) == (3, 36, "法制政府")
    assert finding["text"] in finding["quote"]
    assert document["relations"]["rate-matches-counts"] == 1
    assert log["failures"] == ["no.txt: no such file"]
    assert log["summary"]["relations_checked"] == sum(document["relations"].values())


def test_json_of_nothing_is_json(lawrep: Command, place: Place) -> None:
    assert json.loads(lawrep("validate", "no.txt", "--format", "json", code=1).stdout)["documents"] == []


def test_sarif_passes_its_schema(lawrep: Command, place: Place) -> None:
    place("bad.json", '{"lawrep": 1}')
    place("out/b.txt", REPORT)
    done = lawrep("validate", "a.txt", "out", "bad.json", "no.txt", "--format", "sarif", code=1)
    log = json.loads(done.stdout)
    jsonschema.Draft4Validator(SARIF).validate(log)
    [run] = log["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {*rules(), "document"}
    assert [result["ruleId"] for result in run["results"]][:2] == ["rate-matches-counts", "term-slip"]
    region = run["results"][1]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["snippet"]["text"]) == (3, 36, "法制政府")
    assert run["invocations"][0]["executionSuccessful"] is False


def test_documents_show_what_their_reports_do(lawrep: Command, place: Place) -> None:
    """Whether their findings were written down or not; a document without its text shows those that were."""
    lawrep("extract", "a.txt", "-o", "out")
    place("short.json", lawrep("extract", "a.txt", "--no-text").stdout.decode())
    report = [line.partition(" ")[2] for line in lines(lawrep("validate", "a.txt").stdout)]
    assert [line.partition(" ")[2] for line in lines(lawrep("validate", "out/a.json").stdout)] == report
    assert [line.partition(" ")[2] for line in lines(lawrep("validate", "short.json").stdout)] == report


def test_the_years_of_one_organ_are_compared(lawrep: Command, place: Place) -> None:
    place("years/2022.txt", "青禾县2022年法治政府建设情况报告\n一、主要成效\n全年调解各类矛盾纠纷900件。\n")
    place(
        "years/2023.txt", "青禾县2023年法治政府建设情况报告\n一、主要成效\n全年调解各类矛盾纠纷1200件，同比增长20%。\n"
    )
    [line] = lines(lawrep("validate", "years", "--select", "years").stdout)
    assert line.startswith("years/2023.txt:3:11: warning base-matches-last-year 调解各类矛盾纠纷: 1200件 20% implies ")
    assert lines(lawrep("validate", "years/2023.txt", "--select", "years").stdout) == []


def test_the_rules_are_listed_and_explained(lawrep: Command) -> None:
    listed = lines(lawrep("rules").stdout)
    assert [line.split("\t")[0] for line in listed] == [*rules()]
    assert {rule["name"] for rule in json.loads(lawrep("rules", "--format", "json").stdout)} == rules().keys()
    told = lawrep("rules", "turns-below-people", "--lang", "zh").stdout.decode()
    assert "开展企业安全培训64场⟦18人⟧。" in told
    assert rules()["turns-below-people"].why_zh in told
    assert b"no rule or topic is called 'nothing'" in lawrep("rules", "nothing", code=2).stderr
