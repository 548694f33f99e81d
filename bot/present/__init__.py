"""What Dateline knows, laid out for Discord: facts, answers, briefings, previews → cards → pages within Discord's limits (pure).

A `Card` is the whole of an answer; `paged` parts it into pages of at most 40 components and 4,000 characters; `layout` makes a page a
message of Components V2. Nothing is cut off for good: what does not stand on a page stands on the next one, behind a button.
"""

from bot.present.answers import answer_card, briefing_card
from bot.present.cards import Card, Page, Tone, answer_buttons, layout, page_buttons, paged
from bot.present.ids import PageId, cited, cited_passages
from bot.present.passages import passages_card
from bot.present.topics import topic_card, topic_evidence

__all__ = [
    "Card",
    "Page",
    "PageId",
    "Tone",
    "answer_buttons",
    "answer_card",
    "briefing_card",
    "cited",
    "cited_passages",
    "layout",
    "page_buttons",
    "paged",
    "passages_card",
    "topic_card",
    "topic_evidence",
]
