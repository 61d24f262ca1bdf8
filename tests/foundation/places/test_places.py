"""Loading and finding places: names as people write them, kinds by code, ambiguity said to be so."""

from pathlib import Path

import pytest

from datong.foundation.journal import service as journal
from datong.foundation.places import service as places
from tests import small_county as second

pytestmark = pytest.mark.django_db

HEAD = "code,parent,level,kind,name\n"


@pytest.fixture
def loaded() -> tuple[int, int]:
    return places.load("console", second.PLACES)


def test_loading_twice_changes_nothing(loaded: tuple[int, int]) -> None:
    assert loaded == (13, 0)
    assert places.load("console", second.PLACES) == (0, 0)
    assert places.Place.objects.count() == 13
    assert [entry.detail for entry in journal.entries("places.File:places.csv")] == [
        {"new": 13, "changed": 0}
    ]


def test_a_renamed_place_is_changed(loaded: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / "renamed.csv"
    file.write_text(HEAD + "519999100202,519999100000,village,village,太安村村民委员会\n")
    assert places.load("console", file) == (0, 1)
    assert [place.code for place in places.find("太安村", second.COUNTY)] == ["519999100202"]


def test_the_kind_comes_from_the_code(loaded: tuple[int, int]) -> None:
    kinds = dict(places.within("519999", "village").values_list("short", "kind"))
    # 青杠村 is called a village, but its code ends in 002
    assert kinds["青杠村"] == "community"
    assert kinds["东街社区"] == "community"
    assert kinds["大安村"] == "village"


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("百花村", []),
        ("大安村", ["519999100202"]),
        ("大安村民委员会", ["519999100202"]),
        (" 大安　村 ", ["519999100202"]),
        ("和平村", ["519999100203", "519999101201"]),
        ("石桥", ["519999101000", "519999101001"]),
        ("dac", ["519999100202"]),
        ("519999102002", ["519999102002"]),
        ("青溪县", ["519999000000"]),
    ],
)
def test_finding(loaded: tuple[int, int], written: str, codes: list[str]) -> None:
    assert [place.code for place in places.find(written, second.COUNTY)] == codes


def test_finding_stays_inside_the_county(loaded: tuple[int, int]) -> None:
    assert places.find("大安村", "510626") == []


def test_the_gazetteer_reads_what_ledgers_write(loaded: tuple[int, int]) -> None:
    names = places.gazetteer(second.COUNTY)
    assert {
        name: names.town(name) for name in ("临溪镇", "临溪", "石桥乡", "石桥", "云台街道", "云台", "虎头镇")
    } == {
        "临溪镇": "519999100000",
        "临溪": "519999100000",
        "石桥乡": "519999101000",
        "石桥": "519999101000",
        "云台街道": "519999102000",
        "云台": "519999102000",
        "虎头镇": None,
    }
    assert names.village("519999101000", "和平村") == ["519999101201"]
    assert names.village("519999101000", "和平村村民委员会") == ["519999101201"]
    assert names.village("519999101000", "大安村") == []
    assert names.village(None, "和平村") == ["519999100203", "519999101201"]
    assert names.village(None, "石桥社区居委会") == ["519999101001"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("百花村村民委员会", "百花村"),
        ("景乐社区居民委员会", "景乐社区"),
        ("大安村民委员会", "大安村"),
        ("金山社区村民委员会", "金山社区"),
        ("第一居民委员会", "第一"),
        ("百花村村委会", "百花村"),
        ("景乐社区居委会", "景乐社区"),
        ("百花村", "百花村"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert places.short_name(name, "village") == short


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("519999000000", "519999"),
        ("519999100000", "519999100"),
        ("519999100202", "519999100202"),
        ("510600000000", "5106"),
        ("510000000000", "51"),
    ],
)
def test_prefixes(code: str, prefix: str) -> None:
    assert places.prefix(code) == prefix


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name\n1,2\n", "缺少列：parent、level、kind"),
        (
            HEAD + "51999910020,519999100000,village,village,短村\n",
            "第 2 行：代码“51999910020”应为 12 位数字",
        ),
        (HEAD + "519999100204,519999100000,hamlet,village,短村\n", "第 2 行：级别“hamlet”"),
        (HEAD + "519999100204,519999100000,village,village,\n", "第 2 行：名称为空"),
        (
            HEAD
            + "519999100204,519999100000,village,,甲村村民委员会\n519999100204,519999100000,village,,乙村村民委员会\n",
            "第 3 行：与第 2 行重复",
        ),
    ],
)
def test_bad_lists_are_refused_whole(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text)
    with pytest.raises(places.BadPlaces) as refused:
        places.load("console", file)
    assert said in refused.value.text.zh
    assert places.Place.objects.count() == 0


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes("代码".encode("gb18030"))
    with pytest.raises(places.BadPlaces) as refused:
        places.load("console", file)
    assert "UTF-8" in refused.value.text.en
