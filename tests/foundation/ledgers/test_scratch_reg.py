import time, pytest, datetime as dt
from itertools import repeat
from django.db import connection
from datong.foundation.storage import service as storage
from datong.foundation.people.models import Person, Household
from datong.programmes.dibao.models import Recipient
from datong.foundation.ledgers import service as ledgers
from tests.foundation.ledgers.test_entering import entry, put, row, county, AUGUST
pytestmark = pytest.mark.django_db
def test_speed():
    e = entry(); e.source
    ledgers.enter(e, "dibao.roster", [row()])
    r = Recipient.objects.get()
    n = 150_000
    names = ["county","place_code","key","content","origin","row","valid_from","valid_to","closed_by","more","certificate","head_name","name","relation","person","household","sex","area","category","monthly_benefit","since","remark"]
    storage.insert(Recipient, names, [repeat(r.county), repeat(r.place_code), [i.to_bytes(16,"big") for i in range(n)], repeat(b"c"*16), repeat(r.origin_id), range(n), repeat(r.valid_from), repeat(None), repeat(None), repeat({}), repeat("c"), repeat("n"), repeat("n"), repeat("x"), repeat(r.person_id), repeat(r.household_id), repeat(None), repeat("农村"), repeat("A类"), repeat(100), repeat(r.since), repeat(None)])
    print(connection.vendor, Recipient.objects.count())
    for k in range(3):
        t=time.perf_counter(); put(row(monthly_benefit=str(200+k)), row("刘小军", monthly_benefit=str(k)), day=AUGUST); print("enter", time.perf_counter()-t)
    t=time.perf_counter(); ledgers.leave(entry(AUGUST), "dibao.roster", [r.pk]); print("leave", time.perf_counter()-t)
    assert 0
