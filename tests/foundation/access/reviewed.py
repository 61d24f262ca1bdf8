"""A joint review about the child: a source with a list that waits, a run, its question, somebody drawn to be checked."""

import datetime as dt

from datong.foundation.people import service as people
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import Control, Hit, Job, Listing, Run
from datong.kernel import clock
from tests.foundation.access.matters import VILLAGE, Hands

NEW = reviews.NewSource(
    "519999", "dibao", "vehicle", "机动车登记", "vehicle", "县公安局交警大队", "社会救助暂行办法", "第五十八条", 90, 30
)  # fmt: skip
LIST = "车主,身份证号码,号牌号码\n何不在,519999197001011233,川FX0001"


def made(county: str, by: Hands, child: people.Person) -> dict[str, int]:
    """Numbers by field of `Things`."""
    source = reviews.declare(by.officer, NEW)
    today = clock.today()
    waiting = reviews.receive(by.officer, source.pk, reviews.Delivery("车.csv", LIST.encode(), today))
    run = Run.objects.create(
        programme="dibao", county=county, place_code=county + "000000", on=today, engine="duckdb", fuzzy=False,
        threshold=0.95, recipients=2, recipients_digest="0" * 64, control_permille=50, by=by.officer, at=clock.now(),
    )  # fmt: skip
    spent = Listing.objects.create(
        source=source, run=run, file_name="车.csv", format="csv", sha256="0" * 64, size=1, rows=2, as_of=today,
        received_at=clock.now(), received_by=by.officer, destroyed_at=clock.now(),
    )  # fmt: skip
    [home] = people.households_with(child.pk)
    hit = Hit.objects.create(
        run=run, listing=spent, source=source, programme="dibao", county=county, place_code=VILLAGE, person=child,
        household_id=home, kind="exact", probability=1.0, below=False, row_number=2, content=b"0" * 16,
        row=f'{{"name": "{child.name}", "plate": "川FA1234"}}', ours=f'{{"name": "{child.name}"}}', at=clock.now(),
    )  # fmt: skip
    control = Control.objects.create(run=run, person=child, household_id=home, place_code=VILLAGE)
    job = Job.objects.create(
        programme="dibao", place_code=county + "000000", order={"listings": [], "kinship": False, "fuzzy": False},
        by=by.officer, at=dt.datetime(2015, 7, 1, tzinfo=dt.UTC), state="failed", message_zh="中断了", message_en="cut off",
    )  # fmt: skip
    return {
        "source": source.pk,
        "listing": waiting.pk,
        "review": run.pk,
        "review_job": job.pk,
        "hit": hit.pk,
        "control": control.pk,
    }
