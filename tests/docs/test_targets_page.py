"""The programme in docs/chi-tieu.md is one that `check` takes, and its targets read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.examples import checked, lay
from tests.support.terms import speaking

from ct58.domain.indicators.targets import told_of
from ct58.render.words.targets import target_text
from ct58.store.loader import load
from ct58.store.sources import read_folder

PAGE = Path(__file__).parents[2] / "docs" / "chi-tieu.md"
IN_SIGNS = {
    "CT-01": "7,5–8,0%/năm",
    "CT-02": "≥ 7,5%/năm",
    "CT-03": "dưới cùng kỳ năm trước",
    "CT-04": "≥ 15,0 bác sĩ/vạn dân",
    "CT-05": "3–3,5%",
    "CT-06": "tăng ít nhất 10% so với năm 2020",
    "CT-07": "có",
}


def test_the_programme_of_the_page_is_right(tmp_path: Path) -> None:
    """No finding, and what is asked reads as it was meant."""
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    folder = lay(tmp_path / "office")
    (folder / "programme.yaml").write_text(text, encoding="utf-8")
    assert [finding.code for finding in checked(folder)] == []
    records = load(read_folder(folder).sources).records
    assert records is not None
    figures = {figure.key: figure for figure in records.programme.figures}
    said = {
        entry.id: target_text(entry.target, speaking("vi"), told_of(entry, figures))
        for entry in records.programme.indicators
    }
    assert said == IN_SIGNS
