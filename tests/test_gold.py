"""The floors on real reports, which stay outside the project; where they are not at hand, there is nothing to score."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
FLOORS = {
    "metadata.year": 1,
    "metadata.date": 1,
    "metadata.published": 1,
    "metadata.title": 1,
    "metadata.organ": 1,
    "headings": 0.99,
    "headings.level": 0.98,
    "headings.title": 0.97,
    "headings.marker": 0.99,
    "quantities": 0.98,
    "quantities.value": 0.99,
    "quantities.unit": 0.99,
    "quantities.kind": 0.99,
    "quantities.bound": 0.98,
    "quantities.change": 0.98,
    "quantities.status": 0.97,
    "quantities.label": 0.88,
    "codes": 0.96,
    "codes.precision": 0.96,
}


@pytest.mark.skipif(not (SHARED / "gold" / "score.py").exists(), reason="the labelled reports are not at hand")
def test_the_score_on_real_reports_is_above_its_floors(tmp_path: Path) -> None:
    reports, gold = SHARED / "reports", SHARED / "gold"
    subprocess.run([sys.executable, "-m", "lawrep", "extract", reports, "-o", tmp_path], check=True)
    score = [sys.executable, *map(str, (gold / "score.py", reports, gold, "--json", tmp_path))]
    printed = subprocess.run(score, check=True, capture_output=True, text=True).stdout
    figures = {
        name: float(value) for name, value in re.findall(r"^([\w.]+): (?:.*f1 )?([\d.]+)", printed, re.MULTILINE)
    }
    precision = re.search(r"^codes: precision ([\d.]+)", printed, re.MULTILINE)
    assert precision
    figures["codes.precision"] = float(precision[1])
    assert {name: figures[name] for name in FLOORS if figures[name] < FLOORS[name]} == {}
