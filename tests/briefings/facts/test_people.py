"""Who is named in an article, what it calls them, and who is one person across articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefings.facts.people import find_people, merge_people
from briefings.facts.pipeline import Parsed
from briefings.model import BlockKind, Mention, Passage

Parse = Callable[..., Parsed]


def roles(article: Parsed) -> dict[str, tuple[str, ...]]:
    return {mention.name: mention.roles for mention in find_people(article) if mention.roles}


def named(article: Parsed) -> list[str]:
    return [mention.name for mention in find_people(article)]


ROLES = [
    ("Finance Minister Ana Duarte resigned on Monday.", "Ana Duarte", "Finance Minister"),
    ("Brazil's vice president, Ana Duarte, resigned.", "Ana Duarte", "Brazil's vice president"),
    ("Ana Duarte, the head of the harbour board, resigned.", "Ana Duarte", "head of the harbour board"),
    ("“It is over,” said Ana Duarte, a retired judge from Porto.", "Ana Duarte", "retired judge from Porto"),
    ("Ana Duarte, 41, a striker for the club, resigned.", "Ana Duarte", "striker for the club"),
    ("Ana Duarte, who chairs the planning board, resigned.", "Ana Duarte", "chairs the planning board"),
    ("Ana Duarte will lead the mission to Lima.", "Ana Duarte", "will lead the mission to Lima"),
    ("Ana Duarte is the new director of the museum.", "Ana Duarte", "new director of the museum"),
    ("Ana Duarte stepped down as coach on Monday.", "Ana Duarte", "stepped down as coach"),
    ("A spokeswoman for the company, Ana Duarte, disputed the claim.", "Ana Duarte", "spokeswoman for the company"),
    ("The inquiry will be led by Ana Duarte.", "Ana Duarte", "lead of inquiry"),
    ("Carlos Mendes flew home with his lawyer, Ana Duarte.", "Ana Duarte", "lawyer of Carlos Mendes"),
    ("Captain Ana Duarte was carried off in the last minute.", "Ana Duarte", "Captain"),
    ("Ana Duarte, 41, a former nurse who paints, won the prize.", "Ana Duarte", "former nurse who paints"),
    ("The prize went to Peru-born Swede Ana Duarte.", "Ana Duarte", "Peru-born Swede"),
    ("Minister of Health Ana Duarte resigned on Monday.", "Ana Duarte", "Minister of Health"),
    ("Ana Duarte was second, a minute behind.", "Ana Duarte", "was second"),
    ("Last of all came the local postman Ana Duarte.", "Ana Duarte", "local postman"),
    ("Ana Duarte, who had to make do with €2,500, left early.", "Ana Duarte", "had to make do with €2,500"),
    ("Ana Duarte won the vote. She is the treasurer of the guild.", "Ana Duarte", "treasurer of the guild"),
    ("It was Ana Duarte’s van. “I drove on,” said the baker, 52.", "Ana Duarte", "baker, 52"),
    ("Ana Duarte led from the start. The Bolivian, a qualified dentist, will race again.", "Ana Duarte", "qualified dentist"),
]


@pytest.mark.parametrize(("sentence", "name", "role"), ROLES)
def test_a_role_is_read_where_the_person_is_named(parsed: Parse, sentence: str, name: str, role: str) -> None:
    assert role in roles(parsed(sentence))[name]


def test_where_two_may_be_meant_nobody_is_given_the_role(parsed: Parse) -> None:
    assert roles(parsed("Ana Duarte beat Carla Mendes. In the end she was the winner.")).get("Carla Mendes") is None
    assert roles(parsed("Then Ana Duarte and Carla Mendes came. The Bolivian left.")) == {}


def test_firms_ships_and_races_are_no_people(parsed: Parse) -> None:
    text = "Its auditors, Marlow Crest, were fined. The ferry Ana Duarte sank off Lima. The Lima Marathon was won by Carla Mendes."
    assert named(parsed(text)) == ["Carla Mendes"]


def test_a_surname_stands_for_both_given_names_before_it(parsed: Parse) -> None:
    assert named(parsed("Two of the dead, Ana and Carlos Mendes, had met in Lima.")) == ["Ana Mendes", "Carlos Mendes"]


def test_whom_the_text_later_calls_mr_is_a_person(parsed: Parse) -> None:
    assert "Ismo Kantola" in named(parsed("At four in the morning Ismo Kantola put the lock on the gate. “Quiet,” Mr Kantola said."))


def test_whom_an_article_gives_no_office_is_told_by_a_deed(parsed: Parse) -> None:
    assert roles(parsed("Ana Duarte scored twice in the second half. Duarte left early.")) == {
        "Ana Duarte": ("scored twice in the second half",)
    }


def test_a_possessive_and_a_title_are_no_part_of_a_name(parsed: Parse) -> None:
    assert named(parsed("Mr Mendes met Ana Duarte's lawyer in Lima.")) == ["Mendes", "Ana Duarte"]


def test_a_hyphened_name_is_kept_whole(parsed: Parse) -> None:
    assert "Seo Ji-won" in named(parsed("President Seo Ji-won spoke in Lima."))


def test_a_surname_counts_where_the_full_name_is_known(parsed: Parse) -> None:
    assert named(parsed("Ana Duarte won. Duarte is 41.", "The Duarte Memorial Hospital is closed.")) == ["Ana Duarte", "Duarte"]


def test_streets_firms_and_countries_are_no_people(parsed: Parse) -> None:
    article = parsed("The builder, Marlow Crest, moved from Baker Street to France. Marlow Crest said it had cut its staff.")
    assert named(article) == []


def test_authors_and_photographers_are_no_people_of_the_story(parsed: Parse) -> None:
    article = parsed(
        (BlockKind.BYLINE, "By Ines Pereira"),
        (BlockKind.CAPTION, "Ana Duarte at the gate. Photograph: Tom Reed/Agency"),
        "Ines Pereira reports that the gate is shut.",
        "(Reporting by Joe Blake; Editing by Mia Stone)",
        byline="By Ines Pereira",
    )
    assert named(article) == ["Ana Duarte"]


def mention(name: str, article: str = "A", *roles: str) -> Mention:
    return Mention(name, "person", roles, Passage(article, 0, 1, "."))


def merged(*articles: list[Mention]) -> list[tuple[str, tuple[str, ...]]]:
    return [(person.name, person.sources) for person in merge_people(articles)]


def test_spellings_merge_across_sources() -> None:
    people = merge_people([[mention("Zoë Müller"), mention("Müller")], [mention("Zoe Muller", "B")]])
    assert [(person.name, set(person.aliases), person.sources) for person in people] == [
        ("Zoë Müller", {"Müller", "Zoe Muller"}, ("A", "B"))
    ]


def test_two_spellings_within_one_article_are_two_people() -> None:
    assert len(merged([mention("Sergei Volkov"), mention("Sergey Volkov")])) == 2


def test_a_surname_that_two_bear_belongs_to_the_one_named_last() -> None:
    people = merge_people([[mention("Ana Cruz"), mention("Leo Cruz"), mention("Cruz", "A", "pilot")]])
    assert {person.name: [role.text for role in person.roles] for person in people} == {"Leo Cruz": ["pilot"], "Ana Cruz": []}


def test_a_surname_alone_finds_its_bearer_in_another_article() -> None:
    assert merged([mention("Ana Cruz")], [mention("Cruz", "B")]) == [("Ana Cruz", ("A", "B"))]


def test_a_single_name_of_nobody_needs_an_office_to_count() -> None:
    assert merged([mention("Zico", "A", "captain"), mention("Vance")]) == [("Zico", ("A",))]


def test_roles_keep_their_sources_and_the_fuller_wording() -> None:
    articles = [
        [mention("Ana Cruz", "A", "minister"), mention("Ana Cruz", "A", "finance minister")],
        [mention("Ana Cruz", "B", "Minister")],
    ]
    (person,) = merge_people(articles)
    assert [(role.text, role.sources) for role in person.roles] == [("finance minister", ("A",)), ("Minister", ("B",))]
