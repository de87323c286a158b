"""Lists of words for kinds of help, as others publish them."""

import json
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.directory.models import BatchState, ImportBatch, TaxonomyTerm
from alongside.directory.reading import read_file
from alongside.directory.terms import terms_of_list, terms_of_text
from tests.factories.imports import OPEN_LISTS, make_import

NEEDS: dict[str, Any] = {
    "identifier": "needs",
    "label": "Needs",
    "uri": "http://lists.example/needs",
    "items": [
        {"identifier": "1", "label": "Home", "uri": "http://lists.example/needs/1", "parents": []},
        {"identifier": "2", "label": "A bed tonight", "parents": ["1"]},
        {"identifier": "3", "label": "A home for good", "parents": [{"identifier": "1", "label": "Home"}]},
        {"identifier": "4", "label": "Food", "description": "Meals", "parents": ["9"]},
    ],
}
NEARLY_XML = """<?xml version="2.0" encoding="UTF-8"?>
<taxonomy><services>
  <descriptions><category id="1" title="food">Free meals</category></descriptions>
  <top_level id="1" title="Food">
    <second_level id='2' title="Help Pay for Food"><third_level id="3" title="Vouchers"/></second_level>
    <second_level id="4" title="Free Meals"></second_level>
  </top_level>
</services></taxonomy>"""


def bring_in(content: str | dict[str, Any], *, by: User) -> ImportBatch:
    """Bring a list of terms in."""
    return make_import(content if isinstance(content, str) else json.dumps(content), by=by, source="Lists")


def tree() -> dict[str, str]:
    """Return each term of others with the one above it."""
    terms = TaxonomyTerm.objects.filter(batch__isnull=False).select_related("parent")
    return {term.name: term.parent.name if term.parent else "" for term in terms}


@pytest.mark.parametrize("content", [NEEDS, {"list": NEEDS}], ids=["plain", "wrapped"])
def test_list_of_a_council_comes_in_with_what_stands_above_each_term(
    content: dict[str, Any], coordinator: User
) -> None:
    batch = bring_in(content, by=coordinator)

    assert (batch.state, batch.rows_in, batch.rows_made, batch.problems) == (BatchState.DONE, 4, 4, [])
    assert tree() == {"Home": "", "A bed tonight": "Home", "A home for good": "Home", "Food": ""}
    food = TaxonomyTerm.objects.get(name="Food", batch=batch)
    assert (food.code, food.description, food.taxonomy and food.taxonomy.name) == ("4", "Meals", "Needs")


def test_list_that_comes_in_again_changes_nothing(coordinator: User) -> None:
    bring_in(NEEDS, by=coordinator)

    assert bring_in(NEEDS, by=coordinator).rows_same == 4


def test_term_without_a_number_or_a_name_is_reported(coordinator: User) -> None:
    items = [{"label": "No number"}, {"identifier": "2"}, "text", {"identifier": "4", "label": "Food"}]

    batch = bring_in(NEEDS | {"items": items}, by=coordinator)

    assert (batch.rows_in, batch.rows_made, batch.rows_left_out) == (4, 1, 3)
    assert [(problem["row"], problem["code"]) for problem in batch.problems] == [
        (1, "no_id"),
        (2, "no_name"),
        (3, "no_id"),
    ]


@pytest.mark.parametrize("content", [[], {"list": []}, {"items": []}, {"identifier": "x", "items": []}])
def test_other_json_is_no_such_list(content: Any) -> None:
    assert terms_of_list(content) is None


def test_open_eligibility_comes_in_as_a_tree(coordinator: User) -> None:
    batch = bring_in(NEARLY_XML, by=coordinator)

    assert (batch.rows_in, batch.rows_made) == (4, 4)
    assert tree() == {
        "Food": "",
        "Help Pay for Food": "Food",
        "Vouchers": "Help Pay for Food",
        "Free Meals": "Food",
    }


@pytest.mark.parametrize("text", ["<svg></svg>", "<taxonomy></taxonomy>", "name\nElm_level\n"])
def test_other_text_is_no_open_eligibility(text: str) -> None:
    assert terms_of_text(text) is None


TAXONOMY = OPEN_LISTS / "reference" / "taxonomy" / "open_eligibility_2014.xml.txt"


@pytest.mark.skipif(not TAXONOMY.is_file(), reason="NOT RUN: the open lists are not on this machine")
def test_every_term_of_open_eligibility_is_read(coordinator: User) -> None:
    batch = make_import(TAXONOMY.read_bytes(), by=coordinator, file_name=TAXONOMY.name)

    assert batch.rows_in == TAXONOMY.read_text().count("_level id=")
    assert batch.rows_in == batch.rows_made + batch.rows_left_out
    assert {"Detox", "Peer Support", "Advocacy & Legal Aid"} <= set(tree())


def test_file_of_terms_is_told_by_what_is_in_it() -> None:
    read = read_file(NEARLY_XML.encode())

    assert len(terms_of_list(read.content) or []) == 4  # type: ignore[union-attr]
