"""Date expressions as news articles write them; the reader's day is Wednesday 15 May 2024 unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.facts.dates import Tense, find_dates, resolve
from briefings.facts.pipeline import Parsed
from briefings.model import Precision, When

Parse = Callable[..., Parsed]
WEDNESDAY = date(2024, 5, 15)
PAST, FUTURE = Tense.PAST, Tense.FUTURE

DAYS = [
    ("2019-07-04", None, "2019-07-04"),
    ("31/12/2023", None, "2023-12-31"),
    ("12/25/2023", None, "2023-12-25"),
    ("4 July 2019", None, "2019-07-04"),
    ("July 4, 2019", None, "2019-07-04"),
    ("July 4", None, "2024-07-04"),
    ("the 4th of July 2019", None, "2019-07-04"),
    ("Thursday, July 4, 2019", None, "2019-07-04"),
    ("Thurs 4 July", FUTURE, "2024-07-04"),
    ("Dec. 28", PAST, "2023-12-28"),
    ("February 29, 2024", None, "2024-02-29"),
    ("on the 3rd", FUTURE, "2024-06-03"),
    ("on the 3rd", PAST, "2024-05-03"),
    ("Christmas Eve", PAST, "2023-12-24"),
    ("New Year's Day 2025", None, "2025-01-01"),
    ("on Tuesday", PAST, "2024-05-14"),
    ("on Tuesday", FUTURE, "2024-05-21"),
    ("on Tuesday", None, "2024-05-14"),
    ("Wednesday", PAST, "2024-05-15"),
    ("on Sunday night", PAST, "2024-05-12"),
    ("on Thursday at 7.30pm", FUTURE, "2024-05-16"),
    ("last Friday", None, "2024-05-10"),
    ("this Friday", None, "2024-05-17"),
    ("this coming Monday", None, "2024-05-20"),
    ("next Thursday", None, "2024-05-23"),
    ("Monday next week", None, "2024-05-20"),
    ("Tuesday of last week", None, "2024-05-07"),
    ("Friday week", None, "2024-05-24"),
    ("a week on Saturday", None, "2024-05-25"),
    ("today", None, "2024-05-15"),
    ("tonight", None, "2024-05-15"),
    ("this morning", None, "2024-05-15"),
    ("earlier today", None, "2024-05-15"),
    ("yesterday afternoon", None, "2024-05-14"),
    ("last night", None, "2024-05-14"),
    ("tomorrow", None, "2024-05-16"),
    ("the day before yesterday", None, "2024-05-13"),
    ("the day after tomorrow", None, "2024-05-17"),
    ("three days ago", None, "2024-05-12"),
    ("in ten days' time", None, "2024-05-25"),
    ("two days from now", None, "2024-05-17"),
    ("the end of the month", None, "2024-05-31"),
    ("the end of next year", None, "2025-12-31"),
    ("the start of next month", None, "2024-06-01"),
    ("the beginning of August", FUTURE, "2024-08-01"),
    ("the end of February 2023", None, "2023-02-28"),
    ("the end of 2022", None, "2022-12-31"),
    ("31 August last year", None, "2023-08-31"),
    ("on March 3 next year", None, "2025-03-03"),
    ("New Year's Eve last year", None, "2023-12-31"),
    ("the first Sunday in June", FUTURE, "2024-06-02"),
    ("the last Friday of March", PAST, "2024-03-29"),
    ("the second Monday of next month", None, "2024-06-10"),
    ("6 May", FUTURE, "2024-05-06"),
]

SPANS = [
    ("this week", None, "2024-05-13", "2024-05-19", Precision.WEEK),
    ("early next week", None, "2024-05-20", "2024-05-26", Precision.WEEK),
    ("two weeks ago", None, "2024-04-29", "2024-05-05", Precision.WEEK),
    ("a fortnight ago", None, "2024-04-29", "2024-05-05", Precision.WEEK),
    ("last weekend", None, "2024-05-11", "2024-05-12", Precision.SPAN),
    ("over the weekend", None, "2024-05-18", "2024-05-19", Precision.SPAN),
    ("in March 2021", None, "2021-03-01", "2021-03-31", Precision.MONTH),
    ("in March", PAST, "2024-03-01", "2024-03-31", Precision.MONTH),
    ("in March", FUTURE, "2025-03-01", "2025-03-31", Precision.MONTH),
    ("in November", PAST, "2023-11-01", "2023-11-30", Precision.MONTH),
    ("in November", FUTURE, "2024-11-01", "2024-11-30", Precision.MONTH),
    ("last November", None, "2023-11-01", "2023-11-30", Precision.MONTH),
    ("last March", None, "2024-03-01", "2024-03-31", Precision.MONTH),
    ("next January", None, "2025-01-01", "2025-01-31", Precision.MONTH),
    ("October last year", None, "2023-10-01", "2023-10-31", Precision.MONTH),
    ("this month", None, "2024-05-01", "2024-05-31", Precision.MONTH),
    ("six months ago", None, "2023-11-01", "2023-11-30", Precision.MONTH),
    ("early March 2021", None, "2021-03-01", "2021-03-10", Precision.PART_OF_MONTH),
    ("mid-July", FUTURE, "2024-07-11", "2024-07-20", Precision.PART_OF_MONTH),
    ("late February", PAST, "2024-02-21", "2024-02-29", Precision.PART_OF_MONTH),
    ("late last month", None, "2024-04-21", "2024-04-30", Precision.PART_OF_MONTH),
    ("the middle of next month", None, "2024-06-11", "2024-06-20", Precision.PART_OF_MONTH),
    ("last summer", None, "2023-06-01", "2023-08-31", Precision.SEASON),
    ("last winter", None, "2023-12-01", "2024-02-29", Precision.SEASON),
    ("this autumn", None, "2024-09-01", "2024-11-30", Precision.SEASON),
    ("next spring", None, "2025-03-01", "2025-05-31", Precision.SEASON),
    ("the winter of 2009", None, "2009-12-01", "2010-02-28", Precision.SEASON),
    ("the third quarter of 2023", None, "2023-07-01", "2023-09-30", Precision.QUARTER),
    ("the fourth quarter", PAST, "2023-10-01", "2023-12-31", Precision.QUARTER),
    ("Q1 2024", None, "2024-01-01", "2024-03-31", Precision.QUARTER),
    ("last quarter", None, "2024-01-01", "2024-03-31", Precision.QUARTER),
    ("in 1987", None, "1987-01-01", "1987-12-31", Precision.YEAR),
    ("last year", None, "2023-01-01", "2023-12-31", Precision.YEAR),
    ("later this year", None, "2024-01-01", "2024-12-31", Precision.YEAR),
    ("five years ago", None, "2019-01-01", "2019-12-31", Precision.YEAR),
    ("late 2016", None, "2016-09-01", "2016-12-31", Precision.SPAN),
    ("the 1990s", None, "1990-01-01", "1999-12-31", Precision.DECADE),
    ("the late '70s", None, "1977-01-01", "1979-12-31", Precision.SPAN),
    ("2003-07", None, "2003-01-01", "2007-12-31", Precision.SPAN),
    ("from 1998 to 2004", None, "1998-01-01", "2004-12-31", Precision.SPAN),
    ("between March and April", PAST, "2024-03-01", "2024-04-30", Precision.SPAN),
    ("8-12 July", FUTURE, "2024-07-08", "2024-07-12", Precision.SPAN),
    ("July 8 to 12, 2019", None, "2019-07-08", "2019-07-12", Precision.SPAN),
    ("from 30 June to 2 July 2019", None, "2019-06-30", "2019-07-02", Precision.SPAN),
    ("from Thursday to Sunday", FUTURE, "2024-05-16", "2024-05-19", Precision.SPAN),
    ("within six months", FUTURE, "2024-05-15", "2024-11-15", Precision.SPAN),
    ("in the next ten days", None, "2024-05-15", "2024-05-25", Precision.SPAN),
    ("over the weekend", PAST, "2024-05-11", "2024-05-12", Precision.SPAN),
    ("at the weekend", FUTURE, "2024-05-18", "2024-05-19", Precision.SPAN),
    ("the weekend before last", None, "2024-05-04", "2024-05-05", Precision.SPAN),
    ("the year before last", None, "2022-01-01", "2022-12-31", Precision.YEAR),
    ("the week after next", None, "2024-05-27", "2024-06-02", Precision.WEEK),
    ("the last week of August", FUTURE, "2024-08-25", "2024-08-31", Precision.SPAN),
    ("the first week of March 2023", None, "2023-03-01", "2023-03-07", Precision.SPAN),
    ("the final weekend of April", PAST, "2024-04-27", "2024-04-28", Precision.SPAN),
    ("the second half of March", PAST, "2024-03-16", "2024-03-31", Precision.SPAN),
    ("the first half of this year", None, "2024-01-01", "2024-06-30", Precision.SPAN),
    ("the second half of 2021", None, "2021-07-01", "2021-12-31", Precision.SPAN),
    ("late summer 2022", None, "2022-08-01", "2022-08-31", Precision.SPAN),
    ("early spring", FUTURE, "2024-03-01", "2024-03-31", Precision.SPAN),
    ("the third quarter of last year", None, "2023-07-01", "2023-09-30", Precision.QUARTER),
    ("in July", Tense.PLANNED, "2024-07-01", "2024-07-31", Precision.MONTH),
    ("in January", Tense.PLANNED, "2024-01-01", "2024-01-31", Precision.MONTH),
    ("fiscal 2022", None, "2022-01-01", "2022-12-31", Precision.YEAR),
]

DEADLINES = [
    ("by August", FUTURE, "2024-08-31"),
    ("by the end of June", FUTURE, "2024-06-30"),
    ("by late June", FUTURE, "2024-06-30"),
    ("by the summer", FUTURE, "2024-06-30"),
    ("by Friday", FUTURE, "2024-05-17"),
    ("no later than 1 March 2025", None, "2025-03-01"),
    ("by 2030", None, "2030-12-31"),
    ("by winter", FUTURE, "2024-12-31"),
    ("by 1 March next year", None, "2025-03-01"),
    ("by early next month", None, "2024-06-10"),
    ("by the end of the week", None, "2024-05-19"),
]

NOT_DATES = [
    "six days a week",
    "24 hours a day",
    "365 days",
    "every Tuesday",
    "on Fridays",
    "each spring",
    "for nine years",
    "about a decade",
    "some 20 years ago",
    "a 34-year-old man",
    "up to 12 hours",
    "3/4/2024",
    "31 February 2023",
    "the last financial year",
    "Black Friday",
]


@pytest.mark.parametrize(("expression", "tense", "on"), DAYS)
def test_an_expression_means_one_day(expression: str, tense: Tense | None, on: str) -> None:
    assert resolve(expression, WEDNESDAY, tense) == When(date.fromisoformat(on), date.fromisoformat(on), Precision.DAY)


@pytest.mark.parametrize(("expression", "tense", "start", "end", "precision"), SPANS)
def test_an_expression_means_a_span_of_days(expression: str, tense: Tense | None, start: str, end: str, precision: Precision) -> None:
    assert resolve(expression, WEDNESDAY, tense) == When(date.fromisoformat(start), date.fromisoformat(end), precision)


@pytest.mark.parametrize(("expression", "tense", "end"), DEADLINES)
def test_by_a_day_is_an_open_interval_that_ends_on_it(expression: str, tense: Tense | None, end: str) -> None:
    assert resolve(expression, WEDNESDAY, tense) == When(None, date.fromisoformat(end), Precision.DEADLINE)


@pytest.mark.parametrize("words", NOT_DATES)
def test_frequencies_durations_ages_and_names_are_no_dates(words: str) -> None:
    assert resolve(words, WEDNESDAY) is None


def test_next_weekday_late_in_a_week_is_the_coming_one() -> None:
    assert resolve("next Monday", date(2024, 5, 17)) == When(date(2024, 5, 20), date(2024, 5, 20), Precision.DAY)


def test_without_a_publication_day_only_absolute_dates_have_a_meaning() -> None:
    assert resolve("yesterday", None) is None
    assert resolve("in June", None) is None
    assert resolve("on 2 June", None) is None
    assert resolve("on 2 June 2020", None) == When(date(2020, 6, 2), date(2020, 6, 2), Precision.DAY)


@given(st.text(max_size=60), st.one_of(st.none(), st.dates()), st.sampled_from([PAST, FUTURE, None]))
def test_no_text_and_no_day_breaks_the_resolver(text: str, anchor: date | None, tense: Tense | None) -> None:
    when = resolve(text, anchor, tense)
    assert when is None or when.end is not None


@given(st.sampled_from([expression for expression, *_ in DAYS]), st.dates(), st.sampled_from([PAST, FUTURE, None]))
def test_a_day_expression_means_one_day_or_nothing_at_any_time(expression: str, anchor: date, tense: Tense | None) -> None:
    when = resolve(expression, anchor, tense)
    assert when is None or when.start == when.end


def dated(article: Parsed) -> dict[str, tuple[str, str]]:
    return {mention.text: (str(mention.when.start), str(mention.when.end)) for mention in find_dates(article)}


TENSES = [
    ("The museum opened on Tuesday.", "2024-05-14"),
    ("The museum will open on Tuesday.", "2024-05-21"),
    ("The museum opens on Tuesday.", "2024-05-21"),
    ("The museum is due to open on Tuesday.", "2024-05-21"),
    ("The director plans to travel to Lima on Tuesday.", "2024-05-21"),
    ("The director said the museum would open on Tuesday.", "2024-05-21"),
    ("The director said on Tuesday that the museum would open.", "2024-05-14"),
    ("The director has resigned since talks on Tuesday.", "2024-05-14"),
    ("The show, scheduled for Tuesday, has no title.", "2024-05-21"),
    ("A man arrested on Tuesday has been released.", "2024-05-14"),
    ("Tuesday's collapse is being investigated.", "2024-05-14"),
    ("Ask me again on Tuesday.", "2024-05-21"),
    ("Classes start on Tuesday.", "2024-05-21"),
    ("Both sides want to build on their Tuesday agreement.", "2024-05-14"),
    ("“It looks well,” the director said on Tuesday.", "2024-05-14"),
    ("The union has called a march through the town on Tuesday.", "2024-05-21"),
    ("The judge has summoned both sides for Tuesday.", "2024-05-21"),
    ("Until the pipes have been tested on Tuesday, nobody may drink the water.", "2024-05-21"),
    ("Trains kept to the timetable that a judge had ordered on Tuesday.", "2024-05-14"),
    ("Tuesday's walkout is a story of rosters.", "2024-05-14"),
    ("Tuesday's vote will be close.", "2024-05-21"),
    ("The king declared three days of mourning, beginning Tuesday.", "2024-05-21"),
]

MONTHS = [
    ("We rely here on the report of April.", "2024-04-01"),
    ("Their rooms, promised for January, still have no roof.", "2024-01-01"),
    ("The summit, planned for September, has no agenda.", "2024-09-01"),
    ("A load test has to be passed before the line opens in March.", "2025-03-01"),
]


@pytest.mark.parametrize(("sentence", "on"), TENSES)
def test_the_verb_says_which_tuesday_is_meant(parsed: Parse, sentence: str, on: str) -> None:
    (mention,) = find_dates(parsed(sentence))
    assert (str(mention.when.start), str(mention.when.end)) == (on, on)


@pytest.mark.parametrize(("sentence", "first"), MONTHS)
def test_a_month_lies_where_its_own_words_say(parsed: Parse, sentence: str, first: str) -> None:
    (mention,) = find_dates(parsed(sentence))
    assert str(mention.when.start) == first


def test_next_years_race_is_run_on_a_day_of_next_year(parsed: Parse) -> None:
    assert dated(parsed("Next year's race will be run on 6 April."))["6 April"] == ("2025-04-06", "2025-04-06")


@pytest.mark.parametrize(
    ("sentence", "words", "on"),
    [
        ("The dam broke on 2 May 2023. The following morning the valley was empty.", "The following morning", "2023-05-03"),
        ("The dam broke on 2 May 2023. Two days earlier it had been inspected.", "Two days earlier", "2023-04-30"),
        ("The dam broke on 2 May 2023. That evening the army came.", "That evening", "2023-05-02"),
        ("The dam broke on 2 May 2023, and the previous night it had rained.", "the previous night", "2023-05-01"),
    ],
)
def test_a_day_is_told_from_the_one_before(parsed: Parse, sentence: str, words: str, on: str) -> None:
    assert dated(parsed(sentence))[words] == (on, on)


def test_a_weekday_with_its_date_in_brackets_is_one_date(parsed: Parse) -> None:
    assert dated(parsed("The bridge reopened on Monday (May 13), officials said.")) == {"Monday (May 13)": ("2024-05-13", "2024-05-13")}


def test_a_visit_of_some_days_counts_from_its_first_day(parsed: Parse) -> None:
    found = dated(parsed("The king flies to Oslo on Monday for a three-day visit."))
    assert found["for a three-day visit"] == ("2024-05-20", "2024-05-22")


def test_the_following_day_counts_from_the_day_told_before(parsed: Parse) -> None:
    found = dated(parsed("The dam broke on 2 May 2023. The following day the valley was empty."))
    assert found["The following day"] == ("2023-05-03", "2023-05-03")


def test_may_the_verb_and_names_are_no_months(parsed: Parse) -> None:
    assert dated(parsed("May I ask who paid? Rain may fall. April Jones and the Sunday Telegraph did not.")) == {}


def test_a_number_of_things_is_no_year(parsed: Parse) -> None:
    assert dated(parsed("The firm employs 2020 people and sold 1950 tonnes.")) == {}


def test_a_quarter_of_a_match_is_no_quarter_of_a_year(parsed: Parse) -> None:
    assert dated(parsed("She scored twice in the third quarter.")) == {}
    assert dated(parsed("Profit fell in the first quarter.")) == {"the first quarter": ("2024-01-01", "2024-03-31")}


def test_every_mention_is_verbatim(parsed: Parse) -> None:
    article = parsed("By August 2023, or from 3 June to 5 June, or in late 2021, or on Friday.")
    assert all(article.article.text[mention.start : mention.end] == mention.text for mention in find_dates(article))
    assert len(find_dates(article)) == 4
