import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.templates.markdown import ZERO_WIDTH, Safe, bold, escape, italic, link


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** _it_ snake_case ~~gone~~", r"\*\*bold\*\* \_it\_ snake\_case \~\~gone\~\~"),
        ("||secret|| `code` ```block```", r"\|\|secret\|\| \`code\` \`\`\`block\`\`\`"),
        ("[sign in](x)", r"\[sign in\](x)"),
        ("back\\slash", r"back\\slash"),
        ("# heading", r"\# heading"),
        ("-# small print", r"\-# small print"),
        ("- item", r"\- item"),
        ("---", r"\---"),
        ("12. item", r"12\. item"),
        ("3) item", r"3\) item"),
        (">>> quote", r"\>>> quote"),
        ("  first\n# second\r\n\t> third  ", "first # second > third"),
        (":skull: at 10:30:15", r"\:skull: at 10:30:15"),
        ("5.5 million #1 - 2 > 1", "5.5 million #1 - 2 > 1"),
        ("Jean-Luc’s “plan”, 40 %", "Jean-Luc’s “plan”, 40 %"),
        ("right\u202eleft\u200b\x00", "rightleft"),
        ("", ""),
        (12, "12"),
    ],
)
def test_marks_show_as_they_are(text: object, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "@everyone",
        "@HERE",
        "<@123456789012345678>",
        "<@&1>",
        "<#1>",
        "<t:1:R>",
        "</ask:1>",
        "<:x:1>",
        "<a:x:1>",
        "<https://a.b>",
        "<id:home>",
    ],
)
def test_mentions_are_parted(text: str) -> None:
    assert escape(text)[1] == ZERO_WIDTH


@pytest.mark.parametrize("text", ["http://a.b", "HTTPS://a.b/c", "steam://run/1", "discord.gg/abc", "discord.com/invite/abc"])
def test_addresses_are_no_links(text: str) -> None:
    assert f"{ZERO_WIDTH}/" in escape(text)


HOSTILE = st.text(alphabet="*_~|`[](){}<>@#:/\\-+.!1 \n\r\x85\u2028aeinrvyhotp.sd")


@given(HOSTILE)
def test_no_text_leaves_its_line_or_opens_a_mark(text: str) -> None:
    shown = escape(text)
    assert len(shown.splitlines()) <= 1
    assert not re.search(r"[*_~`|\[\]]", re.sub(r"\\.", "", shown))
    assert not re.search(r"<\S|@everyone|@here|://", shown.replace(f"<{ZERO_WIDTH}", ""))
    assert not re.match(r"#|>|-|\+|\d+[.)](\s|$)", shown)


@given(HOSTILE)
def test_what_is_shown_is_what_was_written(text: str) -> None:
    shown = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", escape(text)).replace(ZERO_WIDTH, "")
    assert shown == " ".join(text.split())


def test_our_own_markup_is_escaped_once() -> None:
    assert escape(bold("a*b")) == r"**a\*b**"
    assert italic(bold("x")) == "***x***"
    assert isinstance(escape(Safe("**x**")), Safe)


def test_a_link_goes_to_the_web_or_nowhere() -> None:
    assert link("News [1]", "https://a.example/b?c=1") == r"[News \[1\]](<https://a.example/b?c=1>)"
    assert link("News", None) == "News"
    assert link("News", "javascript:alert(1)") == "News"
    assert link("News", "https://a.example/>)<@1>") == "News"
