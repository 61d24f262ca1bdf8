"""Pages of a long list: the right rows, at most two queries, from either end."""

import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoAssertNumQueries

from datong.web.paging import Page, paginate

ROWS = list(range(1, 131))


def test_the_first_page() -> None:
    page = paginate(ROWS, 1, 50)
    assert page.items == list(range(1, 51))
    assert (page.number, page.pages, page.first, page.last, page.total) == (1, 3, 1, 50, 130)
    assert (page.previous, page.next) == (None, 2)


def test_the_last_page_is_shorter() -> None:
    page = paginate(ROWS, 3, 50)
    assert page.items == list(range(101, 131))
    assert (page.first, page.last, page.previous, page.next) == (101, 130, 2, None)


@pytest.mark.parametrize(
    ("asked", "given"), [("2", 2), ("99", 3), ("0", 1), ("-1", 1), ("x", 1), ("", 1), (None, 1)]
)
def test_numbers_out_of_reach_or_unreadable(asked: object, given: int) -> None:
    assert paginate(ROWS, asked, 50).number == given


@pytest.mark.parametrize(
    ("asked", "given"),
    [("25", 25), (100, 100), ("200", 200), ("7", 50), ("100000", 50), ("²", 50), (None, 50)],
)
def test_only_offered_sizes_are_taken(asked: object, given: int) -> None:
    assert paginate(ROWS, 1, asked).size == given


def test_an_empty_list_is_one_empty_page() -> None:
    page = paginate([], 5, 50)
    assert (page.items, page.number, page.pages, page.first, page.last) == ([], 1, 1, 0, 0)


@pytest.mark.parametrize(
    ("number", "pages", "window"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (3, 9, [1, 2, 3, 4, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_the_page_numbers_offered(number: int, pages: int, window: list[int | None]) -> None:
    assert Page([], number, 25, pages * 25).window == window


@pytest.fixture
def groups(db: None) -> None:
    Group.objects.bulk_create(Group(name=f"{number:03}") for number in range(1, 131))


@pytest.mark.usefixtures("groups")
@pytest.mark.parametrize(
    ("number", "first", "last"), [(1, "001", "025"), (3, "051", "075"), (5, "101", "125"), (6, "126", "130")]
)
def test_a_query_is_read_in_order_from_its_nearer_end(
    number: int, first: str, last: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        page = paginate(Group.objects.order_by("name"), number, 25)
    names = [group.name for group in page.items]
    assert (names[0], names[-1], names) == (first, last, sorted(names))
    assert len(names) == int(last) - int(first) + 1


@pytest.mark.usefixtures("groups")
def test_a_known_count_spares_a_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        page = paginate(Group.objects.order_by("name"), 6, 25, count=130)
    assert [group.name for group in page.items] == ["126", "127", "128", "129", "130"]


@pytest.mark.usefixtures("groups")
def test_the_last_page_skips_no_rows_in_the_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1) as captured:
        paginate(Group.objects.order_by("name"), 6, 25, count=130)
    assert "DESC" in captured.captured_queries[0]["sql"]
    assert "OFFSET" not in captured.captured_queries[0]["sql"]
