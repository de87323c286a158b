"""The files of pathways, and how they are found."""

from datetime import date
from pathlib import Path

import pytest

from alongside.casework.models import Topic
from alongside.rights import rulebook

NAMED = {
    "mandatory-reconsideration", "tribunal-appeal", "uc-explicit-consent", "homelessness-review-request",
    "homelessness-review-decision", "homelessness-review-decision-short", "county-court-homelessness-appeal",
    "social-landlord-acknowledgement", "social-landlord-stage-one", "nhs-complaint-acknowledgement",
    "subject-access", "equality-act-services", "lgsco-complaint", "data-complaint-acknowledgement",
}  # fmt: skip


def write(folder: Path, *, old: str, new: str) -> Path:
    """Return a copy of a file with one thing changed."""
    path = folder / "broken.toml"
    whole = (rulebook.FOLDER / "benefit-appeal.toml").read_text()
    path.write_text(whole.replace(old, new))
    return path


def test_every_rule_that_was_asked_for_is_there() -> None:
    assert {rule.key for rule in rulebook.rules()} >= NAMED


def test_every_step_names_a_rule_that_is_there() -> None:
    known = {rule.key for rule in rulebook.rules()} | {""}

    assert {step.rule for home in rulebook.pathways() for step in home.steps} <= known


def test_every_topic_is_one_of_a_case() -> None:
    assert {topic for home in rulebook.pathways() for topic in home.topics} <= set(Topic.values)


def test_pathway_to_which_we_only_send_on_has_no_letter() -> None:
    assert {home.key for home in rulebook.pathways() if home.refer_only} == {
        "debt",
        "immigration",
        "legal-work",
        "statutory-advocacy",
    }
    assert [letter for home in rulebook.pathways() if home.refer_only for letter in home.letters] == []


def test_letter_never_says_that_dependence_is_a_disability() -> None:
    lines = [line for home in rulebook.pathways() for letter in home.letters for line in letter.paragraphs]

    assert [line for line in lines if "disab" in line.casefold()] == []


def test_rule_is_found_by_its_day_and_its_version() -> None:
    newest = rulebook.rule("tribunal-appeal")

    assert rulebook.rule("tribunal-appeal", on=date(2026, 1, 1)) == newest
    assert rulebook.rule("tribunal-appeal", on=date(1990, 1, 1)) == newest
    assert rulebook.rule("tribunal-appeal", version=newest.version) == newest
    with pytest.raises(rulebook.UnknownKey):
        rulebook.rule("tribunal-appeal", version="1999-01-01")


def test_letter_is_found_by_its_key() -> None:
    assert rulebook.letter("mr-request").title == "Please look again at your decision"


def test_unknown_key_names_the_nearest() -> None:
    with pytest.raises(rulebook.UnknownKey) as caught:
        rulebook.letter("mr-requst")
    with pytest.raises(rulebook.UnknownKey):
        rulebook.pathway("eqality")

    assert (str(caught.value), caught.value.nearest) == (
        "There is no letter “mr-requst”. The nearest is “mr-request”.",
        "mr-request",
    )


def test_pathways_about_a_topic() -> None:
    assert [home.key for home in rulebook.pathways_about("rights.discrimination")] == ["equality"]


@pytest.mark.parametrize(
    "old, new, sentence",
    [
        ('length = "1 months"', 'length = "1 moon"', "broken.toml: rules.0.length: '1 moon' does not match"),
        ('title = "Appealing', 'titel = "Appealing', "broken.toml: the file: Additional properties"),
        ('letter = "appeal-reasons"', 'letter = "none"', "broken.toml: steps.1.letter: there is no letter"),
        ("topics =", "refer_only = true\ntopics =", "broken.toml: refer_only: it must say where to go"),
        ("topics =", "topics", "broken.toml: "),
        ("{name}", "{nmae}", "broken.toml: letters.0.paragraphs.0: "),
    ],
)
def test_broken_file_names_itself_and_the_key(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(rulebook.RulebookError) as caught:
        rulebook.read_pathway(write(tmp_path, old=old, new=new))

    assert str(caught.value).startswith(sentence)
