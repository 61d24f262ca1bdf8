"""Pages of a county that has handed in nothing yet: each says so and what to do."""

import pytest

from datong.foundation.access import service as access
from tests import small_county as second
from tests.foundation.briefings.readers import Reader, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def first_officer() -> Reader:
    """The officer of a county whose places are loaded, and nothing else."""
    second.load_places(access.console())
    return reader("officer")


def test_the_cockpit(first_officer: Reader) -> None:
    page = first_officer.text("/")
    assert "还没有台账" in page
    assert "导入台账" in page
    assert page.count("还没有报送台账") == 14  # on each card, and in the list of what is open
    assert "10户" not in page


def test_the_briefing(first_officer: Reader) -> None:
    page = first_officer.text("/briefing/")
    assert "这个日期还没有台账" in page
    assert "定稿第" not in page
    assert "没有数字可以定稿" in first_officer.text("/briefing/freeze/")


def test_a_programme(first_officer: Reader) -> None:
    page = first_officer.text("/programmes/dibao/")
    assert "还没有报送台账" in page
    assert "在册低保户 暂无数据" in page
    assert "在册对象 0 条" in page
    assert "还没有导入过这个专项的台账" in page


def test_figures(first_officer: Reader) -> None:
    assert "暂无数据" in first_officer.text("/figures/")
    assert "还没有数据，无法分到各地" in first_officer.text("/figures/dibao.households/")
    assert "没有发现问题" in first_officer.text("/checks/dibao.household_size/")
