from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings

from briefings.errors import DatelineError, IntervalTooShort, SetupInvalid, SetupTooNew
from briefings.model import Article, Block, BlockKind, Cut, Template
from briefings.schedule import AtTimes, CatchUp, Policy, Quiet
from briefings.setups import Setup, from_yaml, to_yaml
from briefings.setups.form import Channel, ServerSettings, SourceText, StoryTexts
from tests.briefings.setups.anything import setups

TEXT = "Terminal opens\n\nThe terminal opened on Friday.\nIt was crowded.\n\nThe quay on Friday."
ARTICLE = Article(
    id="A",
    outlet="The Harbour Herald",
    title="Terminal opens",
    text=TEXT,
    blocks=(Block(BlockKind.TITLE, 0, 14), Block(BlockKind.BODY, 16, 62), Block(BlockKind.CAPTION, 64, len(TEXT))),
    published=date(2026, 3, 20),
    retold=True,
    removed=(Cut("Share this", "share line"),),
)
SETUP = Setup(
    server=11,
    settings=ServerSettings(manager_role=7),
    stories=(StoryTexts(key="ferry", title="A ferry terminal opens", timezone="Europe/Oslo", articles=(SourceText.of(ARTICLE),)),),
    subscriptions=(
        Channel(
            channel=21,
            story="ferry",
            rule=AtTimes((time(9),), frozenset(range(5))),
            zone="Europe/Berlin",
            length=Template.SHORT,
            policy=Policy(catch_up=CatchUp.SKIP, quiet=Quiet(time(22), time(7))),
            created_by=42,
            paused="Ada paused it",
            paused_until=datetime(2026, 4, 1, tzinfo=UTC),
        ),
    ),
)


@given(setup=setups())
@settings(max_examples=100, deadline=None)
def test_whatever_is_written_is_read_back_the_same(setup: Setup) -> None:
    assert from_yaml(to_yaml(setup), "setup.yaml") == setup


@given(setup=setups())
@settings(max_examples=50, deadline=None)
def test_an_article_of_any_text_comes_back_whole(setup: Setup) -> None:
    for story in setup.stories:
        for source in story.articles:
            article = source.article()
            assert SourceText.of(article) == source
            assert [article.text[block.start : block.end] for block in article.blocks] == [
                one for part in source.text for one in part.values()
            ]


def test_an_article_is_told_paragraph_by_paragraph() -> None:
    assert SourceText.of(ARTICLE).article() == ARTICLE


def test_the_file_can_be_read_by_people() -> None:
    written = to_yaml(SETUP)
    assert written.startswith("# The set-up of a Discord server")
    body = written[written.index("version") :]
    assert body == (
        """\
version: 1
server: 11

# The roles that may subscribe and that may manage sources, and the channel in which trouble is told.
settings:
  manager_role: 7

# The server's own stories and their sources. `removed` is what cleaning took out of an article.
stories:
- key: ferry
  title: A ferry terminal opens
  timezone: Europe/Oslo
  articles:
  - id: A
    outlet: The Harbour Herald
    title: Terminal opens
    published: '2026-03-20'
    retold: true
    text:
    - title: Terminal opens
    - body: |-
        The terminal opened on Friday.
        It was crowded.
    - caption: The quay on Friday.
    removed:
    - text: Share this
      kind: share line

# Which channel gets which story. `paused` says why, where it is.
subscriptions:
# Mondays to Fridays at 09:00, Europe/Berlin time. Missed briefings are not made up for. Quiet from 22:00 to 07:00; what falls due then comes at their end.
- channel: 21
  story: ferry
  rule:
    times:
    - 09:00:00
    weekdays: [0, 1, 2, 3, 4]
    kind: at_times
  zone: Europe/Berlin
  length: short
  policy:
    catch_up: skip
    quiet:
      start: '22:00:00'
      end: 07:00:00
  created_by: 42
  paused: Ada paused it
  paused_until: '2026-04-01T00:00:00Z'
"""  # noqa: E501
    )


def test_what_people_write_by_hand_is_taken_at_its_word() -> None:
    written = """
    server: 11
    subscriptions:
      - {channel: 21, story: no, rule: {kind: at_times, times: [09:00, "17:30"], weekdays: [0]}, zone: UTC, length: long, created_by: 4}
    """
    (channel,) = from_yaml(written, "setup.yaml").subscriptions
    assert channel.rule == AtTimes((time(9), time(17, 30)), frozenset({0}))
    assert channel.story == "no"
    assert channel.policy.window == timedelta(hours=2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("channel: 21", "chanel: 21"), "subscriptions 1 channel: Field required"),
        (("story: ferry\n", "story: ferry\n  colour: red\n"), "subscriptions 1 colour"),
        (("channel: 21", "channel: news"), "subscriptions 1 channel"),
        (("kind: at_times", "kind: at_noon"), "at_noon"),
        (("Europe/Berlin", "Europe/Berlim"), "this time zone is not known"),
        (("    - title: Terminal opens", "    - headline: Terminal opens"), "stories 1 articles 1 text 1"),
        (("    - title: Terminal opens", "    - title: Terminal opens\n      body: more"), "a paragraph is one kind and its text"),
        (("length: short", "length: endless"), "subscriptions 1 length"),
        (("server: 11", "server: ["), "its YAML is broken in line"),
        (("07:00:00", "22:00:00"), "quiet hours begin and end at different times"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: tuple[str, str], said: str) -> None:
    with pytest.raises(SetupInvalid, match="mend the file") as caught:
        from_yaml(to_yaml(SETUP).replace(*change), "mine.yaml")
    assert said in str(caught.value)
    assert "mine.yaml" in str(caught.value)


@pytest.mark.parametrize("text", ["", "- 1", "hello", "version: 1", "\0"])
def test_what_is_no_set_up_is_said_to_be_none(text: str) -> None:
    with pytest.raises(SetupInvalid):
        from_yaml(text, "mine.yaml")


def test_two_articles_or_stories_of_one_name_are_refused() -> None:
    (story,) = SETUP.stories
    for twice in (
        {"stories": [story.model_dump(), story.model_dump()]},
        {"stories": [story.model_dump() | {"articles": [story.articles[0].model_dump()] * 2}]},
    ):
        with pytest.raises(ValueError, match="two of them have the"):
            Setup.model_validate({"server": 1} | twice)


def test_a_file_of_a_newer_version_asks_for_that_version() -> None:
    with pytest.raises(SetupTooNew, match="version 2, this one knows 1"):
        from_yaml(to_yaml(SETUP).replace("version: 1", "version: 2"), "mine.yaml")


def test_an_interval_that_is_too_short_is_refused_here_too() -> None:
    rule = "rule: {kind: every, minutes: 5, anchor: 2026-03-02T09:00:00Z}"
    written = f"server: 1\nsubscriptions: [{{channel: 1, story: a, {rule}, zone: UTC, length: short, created_by: 1}}]"
    with pytest.raises(IntervalTooShort) as caught:
        from_yaml(written, "mine.yaml")
    assert isinstance(caught.value, DatelineError)
