"""The set phrases of news pages that are no part of any story, one pattern a line; `cues` decides what a match means.

They are the trade's own stock, the same from outlet to outlet; none is the wording of one paper. Case never counts; `<piece>` and its kind
stand for the groups named below.
"""

from __future__ import annotations

import re

_GROUPS = {
    "piece": "article|story|stories|content|report|post|piece|text|feature",
    "news": "articles?|stor(?:y|ies)|news|posts?|content|topics?|reading|reads?|links?|coverage|videos?|picks|headlines|for you|now",
    "enter": "sign in|sign up|log in|register|subscribe|join|become a (?:member|subscriber)",
    "talk": "comments?|replies|reply|conversation|discussion",
    "network": "twitter|x|facebook|instagram|bluesky|linkedin|threads|mastodon|tiktok|youtube",
    "made": "produced|created|written|generated|translated|edited|auto-generated|automatically|published from|first published|made",
}


def any_of(patterns: str, *, around: str = "{}") -> re.Pattern[str]:
    """One pattern out of many, given one a line; `around` says where they must stand ("{}" for the patterns themselves)."""
    joined = "|".join(line.strip() for line in patterns.strip().splitlines())
    for name, words in _GROUPS.items():
        joined = joined.replace(f"<{name}>", f"(?:{words})")
    return re.compile(around.format(f"(?:{joined})"), re.IGNORECASE)


_WHOLE = r"[\W_]*{}[\W_]*"
_SHARE_WORDS = (
    r"shares?|tweets?|retweets?|pin|print|save|copy|copied|gift|bookmark|flip|like|likes|follow|post|send|listen|add|comments?|icons?|links?|more|options"
    r"|buttons?|this|that|an?|article|story|page|on|via|to|by|with|and|or|your|us|friends?|e-?mail|google|news|whatsapp|reddit|telegram|messenger"
    r"|pinterest|flipboard|<network>|\d+(?:\.\d+)?k?"
)
_POINTERS = (
    r"(?:also |must )?(?:read|see|watch|listen)(?: also| more| next| here| now| on| this)?"
    r"|related(?: <news>)?|(?:more|latest|also) (?:from|on|in) [\w’' ]{2,30}"
    r"|(?:read|see) more (?:on|about|from)[^:]{0,30}|in pictures|in depth|explainer|opinion|recommended|see also|further reading"
    r"|don['’]t miss|you (?:may|might) also like|also in the news|also today|from the archives?|trending|must[- ]read"
)

MARKERS: dict[str, re.Pattern[str]] = {
    "ad": any_of(
        r"""
        (?:an? )?ad(?:vert(?:isement|ising|orial)?)?s?
        (?:advertisement ){1,4}advertisement
        (?:sponsored|promoted|paid|partner|branded)(?: (?:content|post|links?|by .{2,30}|stories))?
        (?:<piece> )?continues? (?:below|after|reading)(?: (?:the |this |our )?(?:ad(?:vert(?:isement)?)?|newsletter promotion|video))?
        scroll (?:down )?(?:to continue|for more|past the ad).{0,40}
        advertisement.{0,5}(?:continue reading|scroll|skip).{0,30}
        (?:video )?ad feedback
        (?:report|hide|close|skip|remove|why this) (?:this )?ads?
        """,
        around=_WHOLE,
    ),
    "comments": any_of(
        r"""
        (?:(?:\d+|no|show|hide|view|(?:leave|post|add|write) an?|join the|read|see|be the first to) )*<talk>(?: section)?(?: ?\(?\d+\)?)?
        comments? (?:are|is)(?: now)? (?:closed|off|disabled|open|moderated)
        have your say|(?:post |comment )as a? ?guest
        """,
        around=_WHOLE,
    ),
    "share": any_of(rf"(?=.*[a-z])(?:(?:{_SHARE_WORDS})[\s,|/·•:&+\-()]*){{1,14}}", around=_WHOLE),
    "end": any_of(
        r"""
        ends?(?: of (?:release|statement|story|article))?
        (?<=[- ])(?:30|0)(?=[- ])
        """,
        around=_WHOLE,
    ),
    "related": any_of(
        r"""
        (?:read|see|watch|view|discover|explore|load|show|find out|learn) (?:more|also|all|next)(?: here)?
        (?:read|see|view) the full (?:story|article|report|list)(?: here)?
        (?:read|see) more (?:on|about|from|at) .{2,50}
        more (?:stories|news|articles|coverage|trending|popular|like this|on this(?: story| topic)?|to read|here|for you)
        (?:more|latest|also|top stories|headlines) (?:from|in|on|by) .{2,40}
        (?:related|recommended|suggested|popular|trending|latest|featured|top|similar|other|our)(?: <news>)?
        (?:most|editors?['’]?s?) (?:read|popular|viewed|shared|watched|commented|picks?|choice)(?: .{2,20})?
        you (?:may|might|could) (?:also )?(?:like|be interested in|enjoy|have missed)(?: to read)?
        (?:what|where) to read next
        (?:also|further|must|essential) (?:read|reading|in the news)
        up next|next up|(?:next|previous) (?:article|story|post)
        in (?:case you missed it|this (?:story|article|section)|other news)
        don['’]t miss(?: out)?|recommended by .{2,20}|(?:from )?around the web|promoted stories
        """,
        around=_WHOLE,
    ),
    "author": any_of(
        r"""
        (?:about|more (?:from|by)|meet) (?:the |this |our )?(?:authors?|writers?|reporters?|contributors?|editors?)
        author(?: bio(?:graphy)?| information| profile)?
        (?:view|see|read) (?:all posts|all articles|author archive|(?:full )?(?:bio|profile))(?: by .{2,40})?
        all posts by .{2,40}
        """,
        around=_WHOLE,
    ),
    "ui": any_of(
        r"""
        skip to .{3,30}
        (?:main |open |close |toggle )?(?:menu|navigation|search)(?: (?:menu|bar|form|icon))?
        open|close|loading|home|back|next|previous|prev|more|live|new|free|premium|exclusive|breaking(?: news)?|video|audio|gallery
        watch|listen|image|photo|error|submit|cancel|allow|block|ok|dismiss|notifications?|settings|my account|table of contents|contents
        in brief|need to know
        back to (?:top|home|all news|search|results|articles)
        (?:log|sign) ?(?:in|out|up)(?: now| here)?|(?:subscribe|register|donate|join)(?: now| today| here| free)?
        (?:play|pause|mute|unmute|replay)(?: (?:video|audio|clip|now))?(?:, .{2,60})?
        video (?:player is loading|duration.{0,12}|caption|unavailable)
        (?:image|photo|slide|picture)? ?\d+ ?(?:of|/) ?\d+
        image source|image caption|media caption|getty images|file photo|hide caption|toggle caption|enlarge this image|click to enlarge
        view image in fullscreen|open image in gallery|view gallery|view full ?screen|expand|collapse|show more|show less|load more
        (?:text|font) size.{0,20}|a ?[ +-] ?a(?: ?[ +-] ?a)?|dark mode|translate|select language
        (?:accept|reject|decline)(?: all)?(?: cookies)?|(?:manage|cookie) (?:choices|settings|preferences|options|cookies|policy)
        i (?:accept|agree)|got it|no,? thanks|not now|maybe later|continue
        (?:click|tap|press) (?:here|to .{3,40})
        (?:listen to|hear) (?:this )?(?:article|story).{0,15}|\d+[ -]min(?:ute)?s? (?:listen|watch|audio)
        \d{1,2}:\d\d\s?[-–—|]\s?source: .{2,30}
        report (?:an? )?(?:error|mistake|typo|problem)s?|copy to clipboard|link copied|copied to clipboard
        """,
        around=_WHOLE,
    ),
    "tags": any_of(
        r"""
        (?:posted\b[^:]{2,40}\W)?(?:tags?|topics?|categor(?:y|ies)|filed under|keywords?|tagged(?: with| in)?|labels?|posted in)\s?:.*
        (?:(?:explore )?more on(?: these)?(?: topics)?|in this article|related topics)\s?:.*
        tags|topics|categories
        (?:#\w+[\s,]*){1,20}
        """
    ),
}
"""Lines that are nothing but a marker."""

OPENINGS: dict[str, re.Pattern[str]] = {
    "paywall": any_of(
        r"""
        this <piece> is (?:for|only|exclusive|available|reserved|free to read)\b.{0,40}\b(?:subscri|member|regist|paid|premium|reader)
        you (?:have|['’]ve) .{0,30}\b(?:articles?|stories|views)\b.{0,20}\b(?:left|remaining|limit|this month)
        already (?:a |an )?(?:existing )?(?:subscriber|member|subscribed|registered|have an account)
        (?:for )?(?:subscribers?|members|registered (?:users|readers)) only
        .{0,60}\byou (?:may|can) (?:read|view|see)\b.{0,40}\bwithout (?:an account|a subscription|registering|subscribing|logging in)
        to (?:continue|keep) reading\b|(?:keep|continue) reading\b
        (?:please )?<enter> (?:now )?(?:to|for) (?:continue|read|unlock|access|keep|full|unlimited|view|enjoy)
        (?:unlock|get|enjoy) (?:this|the full|full|unlimited|complete)\b.{0,30}\b(?:access|<piece>)
        you['’]?(?:ve| have) reached (?:your|the) .{0,20}(?:limit|end)
        """
    ),
    "cookie": any_of(
        r"""
        .{0,80}\b(?:we|(?:this|our) (?:web)?site|our partners)\b.{0,60}\b(?:uses? cookies|stores? (?:and|or|and/or) access)
        .{0,30}\bwe (?:value|respect|care about) your privacy
        .{0,60}\bcookies? and (?:similar|other) (?:technolog|tracking)
        by (?:continuing|clicking|using|closing|accepting)\b.{0,80}\b(?:cookies?|agree|consent|terms|privacy|policy)
        (?:manage|change|update) your (?:cookie|privacy|consent)
        .{0,60}\b(?:enable|turn on) (?:javascript|cookies)\b
        """
    ),
    "comments": any_of(
        r"""
        \d+ (?:responses?|comments?|replies|thoughts?) (?:to|on)\b
        comments? (?:on this|posted|policy|moderat|are (?:closed|subject|moderated|the))
        (?:please )?(?:log in|sign in|register|join) to (?:comment|leave|post|join|reply)
        (?:what do you think|have your say|do you agree|let us know)\b.{0,80}\b(?:comments?|below|know|think|us)
        your email address will not|the comments below\b|share (?:what you think|your (?:thoughts|views|comments))
        """
    ),
    "copyright": any_of(
        r"""
        .{0,80}(?:©|\(c\) (?:.{0,40} )?(?:19|20)\d\d|\(c\)(?:19|20)\d\d|\bcopyright (?:©|\(c\)|(?:19|20)\d\d))
        .{0,120}\ball rights reserved
        .{0,60}\bmay not be (?:published|reproduced|copied)\b.{0,60}\b(?:broadcast|rewritten|redistributed|permission|without)
        """
    ),
    "correction": any_of(
        r"""
        (?:correction|clarification|corrections and clarifications)\b(?:, [^:]{3,30})?\s?[:(—–-]
        (?:this|the|an earlier) (?:<piece>|headline|version)\b.{0,60}\b(?:was|has been|have been) (?:amended|corrected|updated|changed)
        an? (?:earlier|previous) version of this (?:<piece>|headline)\b
        """
    ),
    "share": any_of(r"(?:share|tweet|print|save|e-?mail)(?: or comment)?(?: on)? this (?:article|story|page|post|with)"),
    "ad": any_of(
        r"""
        (?:sponsored|presented|brought to you) by\s
        \W*(?:sponsored|advertisement|advert|advertorial|promotion|promoted|partner content)\s?[:|–—]\s
        (?:in (?:paid )?(?:partnership|association)|paid for) (?:with|by)\s.{2,40}$
        advertise with|advertising feature
        if you buy .{3,60} we (?:may|might) (?:earn|receive)|.{0,60}\baffiliate (?:links?|commission)
        """
    ),
    "promo": any_of(
        r"""
        (?:text|call|phone|ring|message|tweet|whatsapp|e-?mail) (?:us|the (?:studio|newsroom|news ?desk|show|programme|program|team))\b
        (?:coming up|up next|next|later) (?:on|in|at) (?:the |our |this )?[^.:]{2,40}:\s
        (?:conference|webinar|seminar|masterclass|workshop|training|course|event)s?\s?:.{3,120}\b(?:members?|tickets?|book|from) [£$€]?\d
        """
    ),
    "author": any_of(
        r"""
        follow (?:him|her|them|me|@\w+|[\w.'’-]+ [\w.'’-]+) on <network>\b
        .{0,80}\b<network>:?\s?@\w+\W*$
        (?:he|she|they|[\w.'’-]+ [\w.'’-]+) (?:can|may) be (?:reached|contacted|followed|e-?mailed)\b
        you can (?:follow|contact|reach|e-?mail) (?:him|her|them|me)\b
        """
    ),
    "transparency": any_of(
        r"""
        .{0,40}\b(?:is|are) not responsible for (?:the )?(?:external|content)
        (?:read )?our standards\b|the (?:views|opinions) (?:expressed|in this)\b
        (?:disclaimer|disclosure|note to readers)\s?:
        \W?(?:this|the) (?:<piece>|translation|summary|audio|image) (?:was|is|has been|has not been|were) (?:also )?<made>\b
        (?:with )?inputs? from\b
        """
    ),
    "note": any_of(
        r"""
        (?:editor|publisher)['’]?s?['’]? note\s?[:—–-]
        (?:this is a (?:developing|breaking)(?: news)? story|more (?:details )?to follow|this story is (?:being|developing))\b.{0,60}$
        (?:please )?check back (?:for|later)\b.{0,60}$
        this <piece> (?:appeared|appears|was published) (?:in|on) .{0,80}\b(?:edition|issue|section|page)\b
        from the .{4,30} (?:edition|issue)$
        """
    ),
}
"""How such lines begin."""

RELATED = any_of(rf"(?:{_POINTERS})\s?(?:[:|»>]+|[–—→-]+(?=\s))\s?.{{3,160}}")
"""A pointer to another article in one line: "Read more: …", "ALSO READ | …"."""

ARROWED = re.compile(r"(?:→|»|>>|➡|👉|▶|►|🔗|📲|📩|🔔)\W*.{3,200}")
"""A pointer that an arrow or a sign opens."""

STRONG_OFFERS = any_of(
    r"""
    newsletters?|inbox|mailing list|podcasts?|e-?mail (?:alerts?|updates?|list)
    subscri(?:be|bes|bers?|ption|ptions|bing)|membership|free (?:trial|articles?)|articles? (?:left|remaining|this month)|paywall
    (?:whatsapp|telegram|youtube|our|news) (?:channels?|groups?|community)|(?:push |browser )?notifications?|(?:news|breaking|push) alerts?
    breaking news|top stories|latest (?:news|updates?|stories|headlines|from)
    (?:daily|weekly|morning|evening) (?:briefing|digest|round-?up|headlines)
    more (?:stories|news) like this|(?:support|fund|independent|quality|local) (?:journalism|reporting)|google news|rss
    our (?:\w+ ){0,2}(?:e-?mails?|app|website|site|page|stories|readers?|coverage|reporting|journalis[mt]s?|newsroom|team)
    our (?:social|socials|live blog|free|daily|weekly)|e-?(?:paper|edition)|(?:digital|print) edition
    ad[- ]?block(?:er|ers|ing)?|adverts?|cookies|privacy policy|terms (?:of|and) \w+
    focus group|experience|community|journalism costs|from [£$€]\d+ a (?:week|month|year)|early[- ]bird|buy me a coffee|patreon
    """,
    around=r"\b{}\b",
)
"""What outlets offer to their readers, and little else offers in such words."""

WEAK_OFFERS = any_of(
    r"""
    apps?|channels?|alerts?|account|browser|settings|preferences|feedback|survey|questionnaire|rewards?|offers?|discounts?|promo(?:tions?)?|deals?
    whatsapp|telegram|twitter|facebook|instagram|youtube|linkedin|tiktok|snapchat|bluesky|social media|socials?|via social|trial|partners
    e-?mails?|e-?mail address|log ?in|sign ?up|sign ?in|here|below|this (?:link|form|page|site|website)|website|comments?
    donat(?:e|ion|ions)|tickets?|stand|webinar|e-?book|download|quiz|crossword|giveaway|competition|contribution
    your (?:stories|story|views|thoughts|device|phone|photos?|videos?|tips?|say)
    """,
    around=r"\b{}\b",
)
"""What outlets, but also councils and companies, offer to people."""

ORDERS = any_of(
    r"""
    sign (?:up|in|on)|subscribe|join|follow|download|get|click|tap|read|watch|listen|see|register|log (?:in|on)|share|support|donate|enable
    unblock|allow|accept|manage|submit|send|e-?mail|call|contact|book|buy|visit|check|discover|explore|browse|try|enjoy|stay|catch|learn|find
    save|win|enter|tell|let|help|become|scan|text|message|enhance|start|unlock|turn|update|add|like|leave|write|choose|select|continue|keep
    view|install|grab|pre-?order|order|upgrade|consider|make|take|be the first|receive|activate|connect|chat|switch|refresh|disable
    whitelist|secure|reserve|claim|rate|comment|review|use|create|complete|reach|never miss|don['’]t (?:forget|miss)|have (?:a|you|your)
    """,
    around=r"(?:^|[.!?:;|…]['\"”’)]?\s+|\s[–—-]\s|^\W+|\b(?:and|or|please|simply|just|to do so,)\s){}\b(?!['’])",
)
"""An order to the reader, where a sentence or a clause begins."""

ABOUT_OUTLET = any_of(
    r"""
    is published (?:by|every|in|daily|weekly)|is a (?:division|trading name|registered (?:trademark|company|charity))
    registered (?:in|office|company|number|charity)|(?:company|vat|registration) (?:no|number|reg)|circulation \d|regulated by
    (?:part|a member) of the \w+ (?:group|network)|privacy (?:policy|notice)|terms (?:of|and) (?:use|service|conditions)|cookie policy
    is (?:read (?:in|by)|funded by)|subscriptions?:|editor[- ]in[- ]chief|licen[cs]e fee
    contact us|about us|advertise(?: with us)?|careers|help centre|sitemap|accessibility statement|issn|isbn|press (?:council|complaints)
    """,
    around=r"\b{}\b",
)
"""What a paper says about itself at the foot of a page."""

DESK = any_of(
    r"""
    \beds\s?[:.]|\bwritethr(?:u|ough)\b|\(?\b\d(?:st|nd|rd|th)[ -](?:ld|lead|add|graf)\b|^bc-\w|^(?:am|pm)-\w
    \bfor immediate release\b|\bnot for publication\b|^embargo(?:ed)?\b|\bunder embargo\b
    ^\(?(?:adds?|recasts?|updates?|corrects?|repeats?|refiles?|rewrites?)\b[^.]{3,100}\)$
    ^(?:update|refile|rpt|corrected|wrapup|urgent|snap|flash|bulletin|alert)\b[ -]?\d*\s?[-–—:]\s?\w
    \bclients with questions\b|\battention (?:editors|news desks?)\b
    """
)
"""How agencies speak to the desks that take their copy."""
