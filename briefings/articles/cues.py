"""The signs by which a line betrays that it speaks to the reader or about the outlet, and not about the story.

Rules look at form: a whole line that is one fixed marker, an order to the reader together with the things that outlets offer (a newsletter,
an app, an account), an address, who speaks of "our" and "you" outside quotation marks. A line of reporting that merely mentions such a thing
("residents can download the council's app") stays.
"""

from __future__ import annotations

import re

from briefings.articles.line import ends_sentence, unquoted, words

# ---------------------------------------------------------------- whole lines that are one marker

_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"[\W_]*(?:{pattern})[\W_]*", re.IGNORECASE))
    for kind, pattern in (
        (
            "ad",
            r"(?:an? )?ad(?:vert(?:isement|ising)?)?s?|sponsored(?: content| post| links?)?|paid (?:content|post)|promoted(?: content)?|partner content|"
            r"(?:story|article|post|content|text)? ?continues? (?:below|after|reading)?(?: (?:the |this )?ad(?:vert(?:isement)?)?)?|ad feedback|report (?:this )?ad|"
            r"remove ads?|scroll (?:down )?(?:to continue|for more).{0,40}|(?:article|story) continues below.{0,40}|advertisement.{0,3}(?:continue reading.{0,30}|scroll.{0,30})",
        ),
        (
            "share",
            r"(?:(?:share|tweet|pin|email|e-mail|print|save|copy|copy link|link copied|whatsapp|facebook|twitter|x|linkedin|reddit|telegram|messenger|pinterest|flipboard|"
            r"instagram|tiktok|youtube|bookmark|like|likes?|follow|gift|send|flip|post|this|article|story|on|via|to|by|with|and|your|friends?|listen|comments?|add|icon|link|more|options|"
            r"\d+(?:\.\d+)?k?)[\s,|/·•:&+\-]*){1,14}",
        ),
        (
            "comments",
            r"(?:\d+ |no |show |view |leave an? |post an? |add an? |join the |read |see (?:all )?|be the first to )*(?:comments?|replies|reply|conversation|discussion)(?: \(\d+\))?(?: are| is)?(?: now)?(?: closed| off| disabled)?|leave a reply",
        ),
        ("end", r"ends?|(?<=[- ])30(?=[- ])"),
        (
            "related",
            r"(?:read|see|watch|view|discover|explore|load|show|find out|learn) (?:more|also|all|next|the full (?:story|article|report)(?: here)?)|more (?:stories|news|like this|from .{2,40}|on this(?: story)?|on .{2,30}|here)|"
            r"(?:related|recommended|suggested|popular|trending|latest|featured|top|similar|other)(?: (?:articles?|stories|story|news|posts?|content|topics?|reading|reads?|links?|coverage|videos?|for you|now|headlines))?|"
            r"(?:most|editors?['’]?s?) (?:read|popular|viewed|shared|watched|picks?|choice)|you (?:may|might) (?:also )?(?:like|be interested in|enjoy|have missed).{0,20}|(?:also|further|must) (?:read|reading|in the news)|"
            r"up next|next (?:up|article|story|post)|previous (?:article|story|post)|in (?:case you missed it|this (?:story|article))|don['’]t miss|recommended by.{0,20}|around the web|from the web|more (?:from|in|about) .{2,40}",
        ),
        (
            "author",
            r"(?:about|more (?:from|by)|meet) (?:the |this )?(?:authors?|writers?|reporters?|contributors?)|author(?: bio(?:graphy)?)?|(?:view|see) (?:all posts|author archive|profile).{0,40}|all posts by .{2,40}",
        ),
        (
            "ui",
            r"skip to .{3,30}|(?:main )?menu|search|close|open|loading.{0,3}|home|back(?: to (?:top|home|all news))?|log ?in|sign ?in|log ?out|subscribe(?: now)?|sign ?up(?: now)?|register(?: now)?|my account|"
            r"next|previous|prev|play(?: video| audio)?|pause|mute|unmute|video player is loading|toggle .{2,30}|expand|collapse|show (?:more|less)|view (?:gallery|image|photos?|full ?screen|in full screen)|"
            r"(?:image|photo) ?(?:\d+ (?:of|/) ?\d+)?|video(?: duration.{0,12})?|\d+ ?(?:of|/) ?\d+|text size|font size|a[ +-]+a.{0,6}|dark mode|translate|select language|accept(?: all)?(?: cookies)?|"
            r"reject(?: all)?(?: cookies)?|(?:manage|cookie) (?:choices|settings|preferences|options|cookies)|i accept|i agree|got it|ok|dismiss|no,? thanks|not now|allow|block|"
            r"(?:click|tap) (?:here|to .{3,40})|listen to (?:this )?(?:article|story)(?: .{0,12})?|live|breaking(?: news)?|exclusive|premium|free|new|error|submit|cancel|notifications?|table of contents|contents|in brief",
        ),
        (
            "tags",
            r"(?:tags?|topics?|categor(?:y|ies)|filed under|keywords?|tagged(?: with| in)?|labels?|posted in|explore more on(?: these)?(?: topics)?)\s?:.*|(?:tags?|topics?|categories)|(?:#\w+[\s,]*){1,20}",
        ),
    )
)

# ---------------------------------------------------------------- things that outlets offer, and how they ask

_OFFER = re.compile(
    r"\b(?:newsletters?|inbox|e-?mail (?:alerts?|updates?|address|list)|e-?mails?|mailing list|apps?|podcasts?|channels?|notifications?|alerts?|cookies?|subscri(?:be|bers?|ption|ptions|bing)|"
    r"membership|memberships|free trial|trial|account|browser|settings|preferences|community|feedback|survey|focus group|reward(?:s)?|special offers?|exclusive offers?|discounts?|promo(?:tions?)?|deal|"
    r"whatsapp|telegram|twitter|facebook|instagram|youtube|linkedin|tiktok|snapchat|rss|google news|adverts?|adblock(?:er)?|ad[- ]blocker|advertis(?:ers?|ing)|journalism|breaking news|top stories|latest (?:news|updates?|stories|headlines)|"
    r"headlines|free articles?|articles? (?:left|remaining|this month)|partners|privacy policy|terms (?:of|and) \w+|log ?in|sign ?up|sign ?in|your (?:stories|story|views|comments|thoughts|email|inbox|device|phone)|"
    r"e-?paper|e-?edition|print edition|digital edition|paywall|ticket|tickets|stand|events? team|social media|socials?|group chat|webinar|e-?book|download|quiz|crossword|giveaway|competition|donat(?:e|ion|ions)|"
    r"contribution|supporters?|(?:our|your) (?:experience|website|site|page|readers?)|this (?:site|website|page|link|form)|here)\b",
    re.IGNORECASE,
)
_IMPERATIVE = (
    r"(?:please |just |simply |to \w+(?: \w+){0,6}, |for (?:more|the latest|all|further|breaking)[^,.:]{0,60}[,:]? |want [^?]{3,80}\? |got [^?]{3,80}\? |click here to |and |so |or |then |don['’]t (?:forget|miss)(?: to)? |never )?"
    r"(?:sign|subscribe|join|follow|download|get|click|tap|read|watch|listen|see|register|log|share|support|donate|enable|unblock|allow|accept|manage|submit|send|e-?mail|call|contact|book|buy|visit|check|discover|explore|browse|"
    r"try|enjoy|stay|catch|learn|find|save|win|enter|tell|let|help|become|scan|text|message|enhance|start|unlock|turn|update|add|like|leave|write|choose|select|continue|keep|view|install|grab|pre-?order|order|upgrade|consider|"
    r"make|take|be the first|receive|activate|connect|chat|whatsapp|switch|refresh|disable|whitelist|rate|comment|review|use|create|complete|reach|miss)\b"
)
_ORDER = re.compile(rf"(?:^|[.!?:;|…]['\"”’)]?\s+|\s[–—-]\s|[•·>»]\s*){_IMPERATIVE}", re.IGNORECASE)
_SELF = re.compile(r"\b(?:our|us|we|we['’](?:re|ve|ll))\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your|yours|you['’](?:re|ve|ll|d))\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:said|says|told|added|adds|according to|reported|announced|warned|insisted|argued|noted|wrote|stated|claimed|explained|confirmed|denied|asked|replied|called|urged|described)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\S+@\S+\.\w{2,}|\bhttps?://\S+|\bwww\.\S+|(?:\+|\b00)\d[\d ()\-]{7,}\d|\b0\d{2,4}[ \-]\d{3,4}[ \-]?\d{3,4}\b|\(\d{3}\)\s?\d{3}-\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
)
_LABELLED = re.compile(
    r"(?:(?:media|press|investor|news|editorial|for|further|more)?\s?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations|information)|e-?mails?|tel(?:ephone)?|phone|mobile|fax|web(?:site)?|twitter|x|facebook|instagram|linkedin|"
    r"whatsapp|url|source url|link|follow|url)\s?(?:\([^)]{1,30}\))?\s?[:|]\s?.*",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- lines by their opening words

_OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "related",
            r"(?:(?:also |must )?(?:read|see|watch|listen)(?: also| more| next| here| now| on)?|related(?: (?:articles?|stor(?:y|ies)|news|reading|coverage|video))?|(?:more|latest|also) (?:from|on|in) [\w’' ]{2,30}|read more (?:on|about|from)[^:]{0,30}|"
            r"more|in pictures|in depth|opinion|explainer|recommended|see also|further reading|don['’]t miss|you may also like|also in the news|from the archives?|background|next|trending)\s?[:|»>→-]+\s.{3,140}(?<![.])",
        ),
        ("related", r"(?:→|»|>>|➡|👉|▶|►|🔗)\s?.{3,140}"),
        (
            "paywall",
            r"(?:this (?:article|story|content|report) is (?:for|only|exclusive|available)|you (?:have|['’]ve) (?:\d+|\w+ )?.{0,20}free (?:articles?|stories)|already (?:a |an )?(?:subscriber|member|subscribed|registered)|subscribers? only|to (?:continue|keep) reading|"
            r"(?:subscribe|register|sign in|log in) (?:to|for) (?:continue|read|unlock|access|keep|full|unlimited)|unlock (?:this|the full|unlimited)|(?:get|enjoy) unlimited (?:digital )?access|you['’]ve reached your|continue reading (?:this|with|for))",
        ),
        (
            "cookie",
            r".{0,80}\b(?:we|this (?:web)?site|our (?:web)?site)\b.{0,60}\b(?:uses? cookies|stores? (?:and|or|and/or) access|value your privacy|cookies? and (?:similar|other))|by (?:continuing|clicking|using this)|(?:manage|change) your (?:cookie|privacy|consent)",
        ),
        (
            "comments",
            r"comments? (?:are|is|on this|posted|policy|moderat)|(?:please )?(?:log in|sign in|register|join) to (?:comment|leave|post|join)|what do you think|have your say|let us know (?:what|your|in)|your email address will not",
        ),
        ("copyright", r".{0,80}(?:©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|(?:19|20)\d\d|[A-Z][a-z]+)|all rights reserved)"),
        (
            "correction",
            r"(?:correction|clarification|editor['’]?s['’]? note|update)\b\s?[:(—–-]|(?:this|an earlier version of this|a previous version of this) (?:article|story|report|piece)\b.{0,60}\b(?:was|has been|have been|were|misstated|incorrectly|gave|said|stated|amended|corrected|updated)",
        ),
        ("share", r"(?:share|tweet|print|save|e-?mail) this (?:article|story|page|post|with)"),
        ("ad", r"(?:sponsored|presented|brought to you|in (?:partnership|association)) (?:by|with)\s|advertise with|advertising feature"),
        (
            "author",
            r"follow (?:him|her|them|me|@\w+|[A-Z]\w+ [A-Z]\w+) on|.{0,60}\b(?:on (?:twitter|x|bluesky|mastodon)|twitter|follow)\b:?\s?@\w+\s?\.?$|(?:he|she|they) can be (?:reached|contacted|followed)|you can (?:follow|contact|reach|email) (?:him|her|them)",
        ),
        (
            "transparency",
            r"(?:our standards|the (?:views|opinions) expressed|disclaimer|disclosure|this (?:content|article|story|translation) (?:was|is|has been) (?:produced|created|written|generated|translated|provided|edited|made) (?:by|with|using|in))",
        ),
    )
)
_ABOUT_OUTLET = re.compile(
    r"\b(?:is published (?:by|every|in)|is a (?:division|trading name|registered (?:trademark|company|charity))|registered (?:in|office|company|number|charity)|company (?:no|number)|vat (?:no|number|reg)|circulation \d|regulated by|"
    r"part of the \w+ (?:group|network)|privacy (?:policy|notice)|terms (?:of|and) (?:use|service|conditions)|cookie policy|contact us|about us|advertise|careers|help centre|sitemap|accessibility|issn|isbn)\b",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){1,4}(?:is|was|has been|covers|reports|writes|joined|works)\b.{0,120}\b(?:reporter|correspondent|editor|writer|columnist|journalist|contributor|freelance|bureau|newsroom|staff|author of|fellow at|professor (?:of|at)|lecturer|"
    r"covers|reports on|writes (?:about|for|on))\b",
)
_WIRE = re.compile(
    r"(?:eds?\s?:|editors?['’]? note\s?:|attention editors|\b(?:\d(?:st|nd|rd|th) (?:ld|lead|add|graf)|writethru|urgent|refile|recast[s]?|adds? (?:quotes?|details?|background)|eds:|bc-|pls|slug\s?:|embargo(?:ed)?\b|for immediate release|not for publication|"
    r"with photos?|am-|pm-|(?:news ?)?feed|urgency|take \d|\d(?:rd|nd|th|st) update)\b)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\b\d{4,6}\s?(?:GMT|UTC|EST|EDT|CET|BST)\b|\b\d{1,2}:\d{2}\s?(?:GMT|UTC|EST|EDT|CET|BST)\b")


def marker(text: str) -> str | None:
    """The boilerplate kind of a line that is nothing but a marker ("Advertisement", "Share", "###"), or None."""
    if words(text) > 14:
        return None
    return next((kind for kind, pattern in _MARKERS if pattern.fullmatch(text)), None)


def opening(text: str) -> str | None:
    """The boilerplate kind that a line's first words give away ("Read more: …", "You have 2 free articles …"), or None."""
    if text[:1] in '"“‘':
        return None
    return next((kind for kind, pattern in _OPENINGS if pattern.match(text)), None)


def wire(text: str) -> bool:
    """Whether the line is a slug, a desk note or a transmission line of a news agency."""
    if words(text) > 30 or text[:1] in '"“':
        return False
    capitals = sum(word.isupper() or not word.isalpha() for word in text.split())
    return bool(_STAMP.search(text) and capitals >= 3 and capitals / words(text) >= 0.3) or (
        bool(_WIRE.search(text)) and capitals >= 1 and words(text) <= 20
    )


def contact(text: str) -> bool:
    """Whether the line is a label with an address ("Email: desk@…") or nothing but addresses."""
    bare = _ADDRESS.sub("", text)
    if bare == text:
        return words(text) <= 4 and bool(_LABELLED.fullmatch(text))
    return bool(_LABELLED.fullmatch(text)) or words(bare) <= 3


def address(text: str) -> bool:
    """Whether the line holds an e-mail address, a web address or a telephone number."""
    return bool(_ADDRESS.search(text))


def offers(text: str) -> bool:
    """Whether the line asks the reader to take up what the outlet offers: an order or a "you" together with an offer, outside quotes."""
    own = unquoted(text)
    if words(text) > 60 or _SAYS.search(own):
        return False
    things = len({found[0].lower() for found in _OFFER.finditer(own)})
    order, you, our = bool(_ORDER.search(own)), bool(_YOU.search(own)), bool(_SELF.search(own))
    if order:
        return things >= 1 and (our or you or things >= 2 or words(text) <= 14)
    return things >= 2 and (you or our)


def speaks_to_reader(text: str) -> bool:
    """A weaker sign, for lines after the story's end: an order, a "you", a "we" or an exclamation outside quotes, nobody quoted as saying it."""
    own = unquoted(text)
    return not _SAYS.search(own) and (bool(_ORDER.search(own) or _YOU.search(own) or _SELF.search(own)) or text.endswith("!"))


def invites(text: str) -> bool:
    """A sign between the two: an order or a "you" with one offer, an address or an exclamation, nobody quoted as saying it."""
    own = unquoted(text)
    if words(text) > 60 or _SAYS.search(own):
        return False
    order, self_or_you = bool(_ORDER.search(own)), bool(_YOU.search(own) or _SELF.search(own))
    offer = bool(_OFFER.search(own))
    return (order and (offer or self_or_you or address(text) or text.endswith("!"))) or (self_or_you and (offer or text.endswith("!")))


def about_outlet(text: str, outlet: str) -> bool:
    """Whether the line tells of the paper, its owner or its people instead of the story."""
    if _SAYS.search(unquoted(text)):
        return False
    names_outlet = bool(outlet) and outlet.casefold() in text.casefold()
    return len(_ABOUT_OUTLET.findall(text)) >= (1 if names_outlet or not ends_sentence(text) else 2) or (
        bool(_BIO.match(text)) and words(text) <= 60
    )


def reports(text: str) -> bool:
    """Whether the line attributes something to somebody, as only reporting does."""
    return bool(_SAYS.search(unquoted(text)))
