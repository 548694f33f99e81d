"""The walk over a page's tree, and what of it is the article."""

from __future__ import annotations

from briefings.articles.html import page_lines, parse, tree_lines
from briefings.articles.line import Hint, Line

LONG = "The council voted on Monday to sell the old harbor to a company from the coast."
OTHER = "The price is 40 million pounds, to be paid over the next ten years of the lease."


def lines(source: str, *, breaks: bool = False) -> list[Line]:
    root = parse(source)
    assert root is not None
    return tree_lines(root, breaks=breaks)


def texts(source: str) -> list[str]:
    return [line.text for line in lines(source)]


def test_blocks_are_lines_and_inline_text_flows() -> None:
    assert texts("<div>One <b>bold</b>\n word<p>Two</p>three</div>") == ["One bold word", "Two", "three"]


def test_scripts_styles_and_comments_say_nothing() -> None:
    assert texts("<p>One<script>var x = '<p>no</p>'</script> two<!-- no --></p><style>p{}</style>") == ["One two"]


def test_double_line_breaks_part_paragraphs() -> None:
    assert texts(f"<div>{LONG}<br><br>\n{OTHER}</div>") == [LONG, OTHER]
    assert texts(f"<div>{LONG}<br>{OTHER}</div>") == [LONG, OTHER]
    assert texts("<p>12 High Street<br>Laketown</p>") == ["12 High Street Laketown"]


def test_a_table_row_is_one_line() -> None:
    assert texts("<table><tr><th>Bidder</th><th>Price</th></tr><tr><td>Lake</td><td>$2m</td></tr></table>") == ["Bidder Price", "Lake $2m"]


def test_elements_type_their_text() -> None:
    source = (
        "<h1>Title</h1><p class='dek'>Dek</p><div class='author-name byline'>By <a>A</a></div>"
        "<figure><figcaption><p>Cap</p></figcaption></figure>"
        "<h2>Sub</h2><ul><li>Item</li></ul><blockquote><p>Quote</p></blockquote><p>Para</p><span class=photo-credit>x</span>"
    )
    assert [line.hint for line in lines(source)] == [
        Hint.TITLE,
        Hint.STANDFIRST,
        Hint.BYLINE,
        Hint.CAPTION,
        Hint.HEADING,
        Hint.ITEM,
        Hint.QUOTATION,
        Hint.PARAGRAPH,
        Hint.NONE,
    ]


def test_regions_are_cut_with_their_kind() -> None:
    source = "<nav>a</nav><div class='share-bar'><p>b</p></div><div hidden>c</div><p>d</p><span style='display: none'>e</span><img alt='f'>"
    assert [(line.text, line.cut) for line in lines(source)] == [
        ("a", "nav"),
        ("b", "share"),
        ("c", "hidden"),
        ("d", None),
        ("e", "hidden"),
        ("f", "image_alt"),
    ]


def test_the_share_of_link_text_is_known() -> None:
    whole, half, none = lines("<p><a href=x>all of it</a></p><p>half <a href=x>half</a></p><p>none</p>")
    assert whole.links == 1.0
    assert 0.4 < half.links < 0.6
    assert none.links == 0.0


def test_source_line_ends_mean_nothing_but_in_preformatted_text() -> None:
    assert texts("<p>one\n\ntwo</p>") == ["one two"]
    assert texts("<pre>one\n\ntwo</pre>") == ["one", "two"]


def test_nothing_at_all_has_no_tree() -> None:
    assert parse("") is None
    assert parse("<!-- -->") is None


def test_deeply_nested_pages_are_walked() -> None:
    assert texts("<div>" * 200 + "deep" + "</div>" * 200) == ["deep"]
    assert texts("<p>top</p>" + "<div>" * 5000 + "deep")[0] == "top"


def page(source: str, main: str | None = None, headline: str | None = None) -> list[tuple[str, str | None]]:
    return [(line.text, line.cut) for line in page_lines(lines(source), main, headline)]


def test_outside_the_main_text_lines_are_cut() -> None:
    source = f"<div class=a><p>Weather today</p></div><div class=b><p>{LONG}</p><p>Short.</p><p>{OTHER}</p></div><div class=c>Jobs</div>"
    assert page(source, f"{LONG} {OTHER}") == [
        ("Weather today", "outside"),
        (LONG, None),
        ("Short.", None),
        (OTHER, None),
        ("Jobs", "outside"),
    ]


def test_without_a_main_text_everything_is_left_to_cleaning() -> None:
    assert page(f"<div>Weather</div><p>{LONG}</p>") == [("Weather", None), (LONG, None)]


def test_links_among_the_main_text_are_pointers() -> None:
    source = f"<p>{LONG}</p><div class=x><a href=y>Who owns the slipway?</a></div><p>{OTHER}</p>"
    assert page(source, f"{LONG} {OTHER}")[1] == ("Who owns the slipway?", "related")


def test_a_region_that_holds_the_article_is_no_boilerplate() -> None:
    assert page(f"<div class='share'><p>{LONG}</p><p>{OTHER}</p></div>") == [(LONG, None), (OTHER, None)]


def test_a_part_that_holds_the_article_is_running_text() -> None:
    assert {line.hint for line in page_lines(lines(f"<div class='byline'><p>{LONG}</p><p>{OTHER}</p></div>"), None, None)} == {
        Hint.PARAGRAPH
    }


def test_the_headline_chooses_among_main_headings() -> None:
    source = f"<h1>The Courier</h1><h1>Harbor sold to company</h1><p>{LONG}</p>"
    hints = [line.hint for line in page_lines(lines(source), None, "Harbor sold to company")]
    assert hints == [Hint.HEADING, Hint.TITLE, Hint.PARAGRAPH]


def test_a_headline_may_stand_in_a_lesser_heading() -> None:
    source = f"<h2>Harbor sold to company</h2><p>{LONG}</p>"
    assert [line.hint for line in page_lines(lines(source), None, "Harbor sold to company")] == [Hint.TITLE, Hint.PARAGRAPH]


def test_a_headline_that_the_page_does_not_print_is_put_on_top() -> None:
    first = page_lines(lines(f"<p>{LONG}</p>"), None, "Harbor sold to company")[0]
    assert (first.text, first.hint) == ("Harbor sold to company", Hint.TITLE)


def test_a_line_all_in_bold_is_a_heading_nobody_marked_up() -> None:
    source = f"<p><strong>Where to go</strong></p><p><b>Never.</b></p><p><b>Where</b> to go</p><p><b>{LONG[:-1]}</b></p>"
    assert [line.hint for line in lines(source)] == [Hint.HEADING, Hint.PARAGRAPH, Hint.PARAGRAPH, Hint.PARAGRAPH]
