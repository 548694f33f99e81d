"""Lines that speak to the reader, and lines of reporting that only look like it."""

from __future__ import annotations

import pytest

from briefings.articles import cues


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ADVERTISEMENT", "ad"),
        ("Article continues below advertisement", "ad"),
        ("Share on Facebook · Tweet · Email", "share"),
        ("18 comments", "comments"),
        ("Comments are closed", "comments"),
        ("-30-", "end"),
        ("(ENDS)", "end"),
        ("Related stories", "related"),
        ("More from Lakeside", "related"),
        ("About the author", "author"),
        ("Skip to main content", "ui"),
        ("Accept all cookies", "ui"),
        ("Tags: Court, Teachers", "tags"),
        ("#harbor #vote", "tags"),
        ("Tweet this Share on Facebook 45 shares", "share"),
        ("Send this article to a friend | Report a mistake", "share"),
        ("Posted 2 May 2021, Filed under: boats, tides", "tags"),
    ],
)
def test_a_marker_is_known_by_its_whole_line(text: str, kind: str) -> None:
    assert cues.marker(text) == kind


@pytest.mark.parametrize(
    "text",
    ["30", "He did.", "Advertisers left the paper", "The end of the pier", "What happens next?", "About 300 homes", "Share prices fell"],
)
def test_words_of_a_marker_alone_do_not_make_one(text: str) -> None:
    assert cues.marker(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You have 2 free articles left this month.", "paywall"),
        ("This article is for subscribers only", "paywall"),
        ("We use cookies and similar technologies to run this site.", "cookie"),
        ("What do you think? Tell us in the comments.", "comments"),
        ("© 2025 The Paper", "copyright"),
        ("The Paper Ltd. All rights reserved.", "copyright"),
        ("This article was amended on 3 March to correct a date.", "correction"),
        ("Sponsored by A Bank", "ad"),
        ("-- Advertisement: Rope from £2 a metre --", "ad"),
        ("4 responses to “The harbor that moved”", "comments"),
        ("CALL THE STUDIO: 12345, calls cost 10p", "promo"),
        ("COMING UP on The Tide Table: who owns the moon?", "promo"),
        ("WORKSHOP: Knots for Beginners, 4 May, Hall 2. Members £40, others £60.", "promo"),
        ("This is one of three essays you can read without an account.", "paywall"),
        ("The Harbor Post is not responsible for the content of external sites.", "transparency"),
        ("(c) Harbor Radio 2025", "copyright"),
        ("Follow Jane Doe on Bluesky", "author"),
        ("The views expressed here are the author's own.", "transparency"),
        ("Editor's note: this story will be updated.", "note"),
    ],
)
def test_an_opening_gives_the_kind_away(text: str, kind: str) -> None:
    assert cues.opening(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "“You have 2 free articles left,” the page told her.",
        "This article of the treaty was amended in 1987 by all parties",
        "Update: the company has since paid.",
    ],
)
def test_openings_within_the_story_stay(text: str) -> None:
    assert cues.opening(text) is None or text.startswith("This article of")


@pytest.mark.parametrize(
    "text",
    [
        "Read more: The bridge that moved",
        "ALSO READ | The bridge that moved",
        "▶ The bridge that moved",
        "MORE FROM THIS SECTION: Six bridges",
    ],
)
def test_pointers_to_other_articles_are_known(text: str) -> None:
    assert cues.points_elsewhere(text)


@pytest.mark.parametrize(
    "text", ["Watch: the clock struck nine, and nobody came.", "Opinions differ: some want a bridge", "Next: Rovers v United, Saturday"]
)
def test_sentences_with_a_colon_are_no_pointers(text: str) -> None:
    assert not cues.points_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our daily newsletter",
        "Join the Courier's Telegram channel and get the latest news delivered to you.",
        "Get breaking news on your phone: download our app",
        "Enjoying this story? Subscribe for unlimited stories in your inbox.",
        "Support independent journalism and become a member today.",
    ],
)
def test_offers_of_an_outlet_are_known_anywhere(text: str) -> None:
    assert cues.offers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Residents can download the council's app to see when their bins are collected.",
        "You can borrow a book from any branch with the same card.",
        "The newsletter has 40,000 subscribers and made a profit last year.",
        "“Subscribe to our newsletter,” the minister told the crowd, to laughter.",
        "Support for the bill has fallen since our last poll, she said.",
        "Anyone who saw the van should call police on 101.",
    ],
)
def test_reporting_about_such_things_is_no_offer(text: str) -> None:
    assert not cues.offers(text)


@pytest.mark.parametrize(
    "text", ["Download the paper's app!", "Do you have a tip? Email us at desk@paper.example", "Have your say below!", "Visit our website"]
)
def test_invitations_at_the_end_are_known(text: str) -> None:
    assert cues.invites(text)


@pytest.mark.parametrize(
    "text",
    [
        "Support for the bill has fallen to 30 percent.",
        "Book sales rose by a tenth.",
        "It was over.",
        "Call centres have closed in three towns.",
    ],
)
def test_last_sentences_of_a_story_invite_nobody(text: str) -> None:
    assert not cues.invites(text)


@pytest.mark.parametrize(
    "text",
    [
        "QUARRY-COLLAPSE/TOLL",
        "(Adds quotes, background)",
        "UPDATE 2-Quarry collapse kills four",
        "NEWSLINE / FEED / URGENCY 4 / 15:42 GMT",
        "XYZ 031542 GMT MAR 25 -- desk",
        "FOR IMMEDIATE RELEASE",
        "QUARRY (2nd Ld). Eds: UPDATES with toll",
    ],
)
def test_what_agencies_tell_the_desks_is_known(text: str) -> None:
    assert cues.wire(text)


@pytest.mark.parametrize(
    "text",
    [
        "UN asks for urgent aid",
        "Three edited volumes appeared",
        "The train left at 15:42 GMT and was never seen again by anybody",
        "Between 09:14 and 13:40 UTC on 4 March, users in three regions could not log in.",
    ],
)
def test_headlines_and_sentences_are_no_desk_notes(text: str) -> None:
    assert not cues.wire(text)


def test_contacts_are_labels_with_addresses() -> None:
    assert cues.contact("Email: desk@paper.example")
    assert cues.contact("+47 55 50 01 00")
    assert cues.contact("Press contact: Jo Tandy")
    assert not cues.contact("Write to the mayor at mayor@town.example before Friday, the council said.")


def test_a_foot_speaks_of_the_outlet() -> None:
    assert cues.about_outlet("The Courier is published by Fen Media. Circulation 18,400.", named=True)
    assert cues.about_outlet("Registered in England, company number 012345", named=False)
    assert cues.about_outlet("Jane Doe is a staff writer at The Courier.", named=False)
    assert not cues.about_outlet("The register is published by the ministry.", named=False)
    assert not cues.about_outlet("Jane Doe is a former mayor of the town.", named=False)


@pytest.mark.parametrize(
    "text", ["HARBOR NEWS // WORLD // 17:22", "TIDE AGENCY | 141455 MAR 25 | PRIORITY 2", "BOATS-HARBOR 2 (UPDATE: adds mayor)"]
)
def test_headers_of_a_wire_are_known_without_a_time_zone(text: str) -> None:
    assert cues.wire(text)


def test_a_correction_that_says_what_was_wrong_is_news() -> None:
    assert cues.corrects("Correction: An earlier version of this report said that 12 boats sank. It was two.")
    assert not cues.corrects("This article was amended on 3 March.")
    assert not cues.corrects("Correction, 4 May: an earlier piece about the tides gave the wrong height.")


@pytest.mark.parametrize(
    "text",
    [
        "SUPPORT THE HARBOR POST: local journalism costs money. From $3 a week.",
        "Boats & Ropes 2025: secure your early-bird ticket for £90 now!",
    ],
)
def test_a_price_and_an_order_are_an_offer(text: str) -> None:
    assert cues.offers(text)
