"""What nobody matched is nowhere afterwards: not in the tables, not in the database's own files, not in any file."""

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from pytest_django import Settings

from datong.foundation.reviews.actions import shelf
from tests.foundation.reviews.scene import DENG
from tests.prepared import ROOT, environment

STRANGERS = 400
PLATE, PHONE = "川FZ{:04}", "不在册的车主{:03}"
REVIEW = """
import datetime as dt, os, sys, tempfile
import django
django.setup()
from datong.foundation.access.models import Post, User
from datong.foundation.people import service as people
from datong.foundation.people.service import Newcomer
from datong.foundation.places.models import Place
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import Hit
from datong.kernel import clock
from datong.programmes.dibao.models import Recipient
from datong.foundation.ledgers.models import Import, ImportedFile, SheetReceipt

COUNTY, VILLAGE = "510626000000", "510626106209"
user = User.objects.create_user("officer", name="officer", password=None)
Post.objects.create(user=user, role="county_officer", place_code=COUNTY, programmes=[], since=dt.date(2014, 1, 1))
for code, parent, level, name in ((COUNTY, "", "county", "罗江县"), ("510626106000", COUNTY, "town", "调元镇"), (VILLAGE, "510626106000", "village", "百花村")):
    Place.objects.create(code=code, parent=parent, level=level, name=name, short=name)
person = people.enrol({sys.argv[2]: Newcomer("邓有田", "男", VILLAGE)})[sys.argv[2]]
home = people.settle({person: VILLAGE})[person]
batch = Import.objects.create(county="510626", as_of=dt.date(2014, 9, 1), by=user, at=clock.now(), door="cli", state="done")
file = ImportedFile.objects.create(batch=batch, name="01.xlsx", sha256="0" * 64, programme="dibao", state="done")
sheet = SheetReceipt.objects.create(file=file, programme="dibao", slug="roster", name="在册对象")
Recipient.objects.create(county="510626", place_code=VILLAGE, key=b"1", content=b"c", origin=sheet, row=1, valid_from=dt.date(2014, 9, 1),
    certificate="D1", head_name="邓有田", name="邓有田", relation="户主", person_id=person, household_id=home, area="农村", category="B类",
    monthly_benefit=1, since=dt.date(2014, 1, 1))
with clock.override(dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)):
    source = reviews.declare(user, reviews.NewSource("510626", "dibao", "vehicle", "机动车", "vehicle", "交警大队", "办法", "第五十八条", 90, 30))
    for name in sys.argv[3:]:
        content = open(name, "rb").read()
        listing = reviews.receive(user, source.pk, reviews.Delivery(os.path.basename(name), content, dt.date(2014, 8, 31)))
        os.unlink(name)
        reviews.preview(user, listing.pk)
        reviews.settle_mapping(user, listing.pk, {})
        reviews.run(user, reviews.Order("dibao", COUNTY, [listing.pk], fuzzy=name.endswith("parquet")))
print(Hit.objects.count())
os._exit(0)  # as after a power cut: nothing is closed, the write-ahead log stays
"""


def strangers() -> list[list[str]]:
    """People on no roster: name, number, plate."""
    rows = []
    for at in range(STRANGERS):
        day = dt.date(1950, 1, 1) + dt.timedelta(37 * at)
        rows.append([PHONE.format(at), f"510626{day:%Y%m%d}{at:03}X", PLATE.format(at)])
    return rows


def lists(folder: Path) -> list[str]:
    """The same people as text, as a workbook, as Parquet."""
    rows = [["邓有田", DENG, "川FA1234"], *strangers()]
    (folder / "a.csv").write_text(
        "\n".join(["车主,证件号码,号牌号码", *(",".join(row) for row in rows)]), encoding="gbk"
    )
    with xlsxwriter.Workbook(folder / "b.xlsx") as book:
        page = book.add_worksheet()
        for at, row in enumerate([["车主", "证件号码", "号牌号码"], *rows]):
            page.write_row(at, 0, row)
    frame = pl.DataFrame(rows, schema=["车主", "证件号码", "号牌号码"], orient="row")
    frame.write_parquet(folder / "c.parquet", compression="uncompressed")
    return [str(folder / name) for name in ("a.csv", "b.xlsx", "c.parquet")]


def test_nothing_of_them_in_any_file(migrated: Path, tmp_path: Path) -> None:
    """On SQLite, in a data folder of its own with its own folder of temporary files, ended without closing anything."""
    home, scratch, given = tmp_path / "home", tmp_path / "scratch", tmp_path / "given"
    shutil.copytree(migrated, home)
    scratch.mkdir()
    given.mkdir()
    script = tmp_path / "review.py"
    script.write_text(REVIEW)
    surroundings = environment(home) | {
        "TMPDIR": str(scratch),
        "DJANGO_SETTINGS_MODULE": "datong.config.settings",
    }
    done = subprocess.run(
        [sys.executable, str(script), str(home), DENG, *lists(given)],
        env=surroundings, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stdout.split()) == (0, ["1"]), done.stderr[-2000:]
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path != script]
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in left), (
        "the log is looked at too"
    )
    words = [word for row in strangers()[::20] for word in row]
    for path in left:
        content = path.read_bytes()
        for codec in ("utf-8", "gbk", "utf-16-le"):
            found = [word for word in words if word.encode(codec) in content]
            assert found == [], path
    assert [path for path in scratch.rglob("*") if path.is_file()] == []
    assert [path for path in (home / "reviews").rglob("*") if path.is_file()] == []


def test_what_a_process_that_was_ended_left_goes_with_the_next(tmp_path: Path, settings: Settings) -> None:
    """The folder of a run that is under way stays; one that nobody holds goes."""
    settings.DATONG_HOME = tmp_path
    left = shelf.root("bench") / "left"
    left.mkdir()
    (left / "list1.parquet").write_bytes(b"plain")
    with shelf.bench() as mine:
        assert not left.exists()
        (mine / "list2.parquet").write_bytes(b"plain")
        with shelf.bench() as other:
            assert (mine / "list2.parquet").exists()
            assert other != mine
        shelf.clear()
        assert (mine / "list2.parquet").exists()
        assert oct(mine.stat().st_mode)[-3:] == "700"
    assert list(shelf.root("bench").iterdir()) == []
    assert [path.name for path in (tmp_path / "reviews").iterdir()] == ["bench"]


@pytest.mark.parametrize("name", ["..", "../secrets", "a" * 32 + "/x", ""])
def test_a_name_that_is_no_list(name: str, tmp_path: Path, settings: Settings) -> None:
    settings.DATONG_HOME = tmp_path
    with pytest.raises(FileNotFoundError):
        shelf.get(name)
