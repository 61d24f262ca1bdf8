import os, pytest
from datong.foundation.openness import service
from datong.kernel import clock
from tests.foundation.openness.publishing import *
from django.test import Client
@pytest.mark.django_db
def test_dump(django_capture_on_commit_callbacks):
    with clock.override(NOON):
        people=village()
        made=published(people, django_capture_on_commit_callbacks)
        row=service.begin(people.first,BAIHUA,LIST,dt.date(2014,10,1),dt.date(2014,12,31))
        sub=drafted(people,GUIDE,(table(),service.Words("到中心街18号办理，电话13812345678","办理地点")))
        os.makedirs('/tmp/plan/shots',exist_ok=True)
        for name,user,url in (("list",people.first,"/openness/drafts/"),("edit",people.first,f"/openness/drafts/{row.pk}/"),("preview",people.second,f"/openness/drafts/{sub.pk}/preview/"),("one",people.clerk,f"/openness/publications/{made.number}/"),("new",people.first,"/openness/drafts/new/")):
            c=Client(); c.force_login(user)
            page=c.get(url).content.decode().replace('/static/','/work/main/src/datong/web/static/')
            open(f'/tmp/plan/shots/{name}.html','w').write(page)
