"""Numbers as they stand in text: digits, words, fractions, ranges and ordinals, read as intervals. Pure text, no parser.

"up to 9" has no low end, "more than 70" no high end, "about 35 to 40" is 35–40 and approximate. Calendar dates, years, clock times and
names that hold digits are left out: they are not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_IRREGULAR = "zero one two three five eight nine twelve"
ONES = {word: value for value, word in enumerate(_ONES.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
    "k": 1e3,
}
GROUPS = {"dozen": 12.0, "decade": 10.0, "century": 100.0}
ORDINALS = {"second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "twentieth": 20, "thirtieth": 30}
ORDINALS |= {f"{word}th": value for word, value in ONES.items() if word not in _IRREGULAR.split()}
FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "₩": "KRW", "₹": "INR"}
LETTERED = {
    "sh": "shilling",
    "ksh": "shilling",
    "ush": "shilling",
    "tsh": "shilling",
    "rs": "INR",
    "chf": "CHF",
    "eur": "EUR",
    "usd": "USD",
}
"""Marks of currencies in letters before the figure; a currency of several countries keeps its name."""
MONEY_WORDS = {
    "pound": "GBP",
    "dollar": "USD",
    "euro": "EUR",
    "yen": "JPY",
    "won": "KRW",
    "yuan": "CNY",
    "rupee": "INR",
    "franc": "CHF",
    "naira": "NGN",
    "peso": "peso",
    "crown": "crown",
    "krona": "crown",
    "krone": "crown",
    "shilling": "shilling",
    "ruble": "RUB",
    "rouble": "RUB",
    "rand": "ZAR",
    "lira": "lira",
    "zloty": "PLN",
    "forint": "HUF",
    "baht": "THB",
    "ringgit": "MYR",
    "dinar": "dinar",
    "dirham": "dirham",
    "riyal": "riyal",
    "shekel": "ILS",
    "cedi": "GHS",
    "birr": "ETB",
    "kwacha": "kwacha",
}

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
YEAR = r"(?:1[5-9]|20)\d\d"
WORD = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE = r"hundred|thousand|million|billion|trillion"
WORDS = rf"(?:(?:{WORD})\b(?:[ -](?:and )?(?:{WORD}|{SCALE}))*)"
CURRENCY = rf"(?:(?:US|A|C|HK|NZ)?[£$€¥₩₹]|(?:{'|'.join(LETTERED)})\b\.?(?=\s?\d)|(?:{'|'.join(LETTERED)})(?=\d))"
NUMBER = (
    rf"(?:(?P<@cur>{CURRENCY})\s?)?(?P<@num>{FIGURE}|(?:an? |two |three |several )?dozen|an? (?:decade"
    rf"|century|(?:{SCALE})(?: and {WORDS})?)\b|{WORDS})"
    rf"(?:[ -]?(?P<@scale>{SCALE})\b|(?P<@short>mn?|bn|tn|k)\b)?"
)
UPPER = (
    r"up to|as many as|as much as|at most|no more than|not more than|a maximum of|fewer than|less than"
    r"|lower than|(?:just |well |slightly )?(?:under|below)"
)
LOWER = (
    r"at least|no fewer than|no less than|not less than|a minimum of|upwards? of|in excess of|(?:just "
    r"|well |slightly )?(?:more than|over|above)"
)
NEAR = r"about|around|roughly|approximately|an estimated|estimated at|some|circa|close to|nearly|almost|in the region of"
BEFORE = rf"(?:(?P<upper>{UPPER})|(?P<lower>{LOWER})|(?P<near>{NEAR}))\s+(?:the\s+|only\s+|another\s+|a further\s+)?"
AFTER = r"\s+or (?P<more>more|above|over)\b|\s+or (?P<fewer>fewer|less|under)\b|(?P<odd>-odd\b|\s+or so\b)"
RANGE = r"(?P<between>between\s+)?"
QUANTITY = re.compile(
    rf"(?<![\w.,-])(?:{BEFORE})?{RANGE}{NUMBER.replace('@', 'a')}(?:(?P<to>\s*[-–]\s*|\s+to\s+"
    rf"|\s+and\s+){NUMBER.replace('@', 'b')})?(?![\w]*\d)(?:{AFTER})?",
    re.I,
)
FRACTION = re.compile(
    rf"(?<![\w-])(?:{BEFORE})?(?:(?P<top>an?|one|two|three|four|nine)[ -](?P<part>thirds?|quarters?|fifths?"
    rf"|tenths?)|(?P<half>half))(?=\s+(?:of|the|its|their|his|her|all)\b)",
    re.I,
)
ELAPSED = re.compile(r"\b(\d{1,2}):([0-5]\d):([0-5]\d(?:\.\d)?)\b")
ORDINAL = re.compile(rf"(?<![\w-])(?:(?P<word>{'|'.join(ORDINALS)})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th))\b(?![ -](?:of\b|{MONTH}))", re.I)
NOT_QUANTITIES = re.compile(
    rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!,\d)(?:\s*(?:to|-|–)\s*\d{{1,2}}\b)?(?:,?\s+{YEAR}\b)?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:to|-|–)\s*\d{{1,2}})?\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR}\b)?"
    rf"|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\bCOVID-19\b"
    rf"|\b\d{{1,2}}[:.]\d\d\s?(?:[ap]\.?m\b\.?|GMT|UTC)|\b\d{{1,2}}\s?[ap]\.?m\b\.?"
    rf"|(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?!:?\d)\b"
    rf"|(?<![\d,.£$€]){YEAR}s?\b(?!,\d|\.\d|\s+(?:people|men|women|workers|staff|jobs|homes|members"
    rf"|soldiers|troops|employees|km|kilomet|miles|metres|meters|feet|tons|tonnes))"
    r"|\b(?:[A-Z]{1,4}-?\d+\w*|[Nn]o\.\s?\d+|[Nn]umber \w+|(?:Flight|Route|Highway|Interstate|Room|Channel"
    r"|Article|Section|Chapter|Page|World War|Group|Phase|Unit|Pier|Gate)\s\d+)\b"
    r"|\b\w+ in the morning\b|\+\d[\d ]+"
    r"|(?i:\bone(?='s| another| day\b| of\b)|\b(?:no|any|every|some|each|this|that|which|only|the|last|next|number) one\b"
    r"|\bone-(?:time|off|way|sided)\b|\bat one\b|\bone\b(?=[.,;:?!]))",
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its modifiers at `text[start:end]`; `core` is where the figure itself begins.

    `low` and `high` are inclusive, None where open. `form` is cardinal, ordinal, fraction or elapsed (seconds).
    `currency` is an ISO 4217 code, or the name of a currency that several countries have.
    """

    start: int
    core: int
    end: int
    low: float | None
    high: float | None
    approximate: bool = False
    form: str = "cardinal"
    currency: str | None = None


def find_numerals(text: str) -> list[Numeral]:
    """All numbers of a text that are quantities or ranks, in order, without overlaps."""
    taken = [match.span() for match in NOT_QUANTITIES.finditer(text)]
    found: list[Numeral] = []
    for numeral in [*_elapsed(text), *_fractions(text), *_ordinals(text), *_cardinals(text)]:
        if all(numeral.end <= start or numeral.core >= end for start, end in taken):
            found.append(numeral)
            taken.append((numeral.core, numeral.end))
    return sorted(found, key=lambda numeral: numeral.core)


def words_to_number(words: str) -> float | None:
    """The value of number words ("two hundred and fifty" → 250.0); None where they are not a number."""
    total = part = 0.0
    known = False
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in {"a", "an"}:
            part = 1.0
        elif word in ONES or word in TENS:
            part, known = part + (ONES.get(word) or TENS.get(word) or 0), True
        elif word == "hundred":
            part, known = max(part, 1) * 100, True
        elif word in SCALES:
            total, part, known = total + max(part, 1) * SCALES[word], 0.0, True
        elif word in GROUPS:
            part, known = max(part, 1) * GROUPS[word], True
        elif word != "and":
            return None
    return total + part if known else None


def _elapsed(text: str) -> Iterator[Numeral]:
    """Times on a stopwatch, "1:04:09", in seconds."""
    for match in ELAPSED.finditer(text):
        hours, minutes, seconds = map(float, match.groups())
        total = 3600 * hours + 60 * minutes + seconds
        yield Numeral(match.start(), match.start(), match.end(), total, total, False, "elapsed")


def _fractions(text: str) -> Iterator[Numeral]:
    for match in FRACTION.finditer(text):
        part = FRACTIONS["half" if match["half"] else match["part"].lower().rstrip("s")]
        top = {"a": 1, "an": 1}.get((match["top"] or "a").lower()) or ONES[match["top"].lower()]
        value = round(top * part, 4)
        low, high, approximate = _bounds(match, value, value)
        yield Numeral(match.start(), match.start("half" if match["half"] else "top"), match.end(), low, high, approximate, "fraction")


def _ordinals(text: str) -> Iterator[Numeral]:
    for match in ORDINAL.finditer(text):
        rank = float(match["digits"] or ORDINALS[match["word"].lower()])
        yield Numeral(match.start(), match.start(), match.end(), rank, rank, False, "ordinal")


def _cardinals(text: str) -> Iterator[Numeral]:
    at = 0
    while match := QUANTITY.search(text, at):
        first, second = _value(match, "a"), _value(match, "b") if match["to"] else None
        if first is None:
            at = match.end("anum") if match["anum"] else match.end()
            continue
        is_range = second is not None and second > first and (match["between"] or "and" not in match["to"])
        end = match.end() if is_range or not match["to"] else match.start("to")
        if is_range and match["bscale"] and not match["ascale"] and first < 1000:
            first *= SCALES[match["bscale"].lower()]
        elif is_range and match["bshort"] and not match["ashort"] and first < 1000:
            first *= SCALES[match["bshort"].lower()]
        low, high, approximate = _bounds(match, first, second if is_range and second is not None else first)
        start = match.start("between") if match["between"] and match.start("between") >= 0 and not is_range else match.start()
        core = match.start("acur") if match["acur"] else match.start("anum")
        yield Numeral(
            start, core, end, low, high, approximate, "cardinal", _currency(match["acur"] or (match["bcur"] if is_range else None))
        )
        at = end


def _value(match: re.Match[str], side: str) -> float | None:
    digits = match[f"{side}num"]
    scale, short = match[f"{side}scale"], match[f"{side}short"]
    if digits[0].isdigit():
        value: float | None = float(digits.replace(",", ""))
        if short and short.lower() == "m" and not match[f"{side}cur"]:
            return value  # "100m" is a distance or a count of millions: the unit decides
    else:
        value = words_to_number(digits)
    if value is None:
        return None
    if scale:
        value *= SCALES[scale.lower()]
    if short:
        value *= SCALES[short.lower()]
    return round(value, 6)


def _bounds(match: re.Match[str], low: float, high: float) -> tuple[float | None, float | None, bool]:
    groups = match.groupdict()
    if groups["upper"] or groups.get("fewer"):
        return None, high, "just" in (groups["upper"] or "").lower()
    if groups["lower"] or groups.get("more"):
        return low, None, False
    return low, high, bool(groups["near"] or groups.get("odd"))


def _currency(mark: str | None) -> str | None:
    if mark is None:
        return None
    if (lettered := LETTERED.get(mark.lower().rstrip("."))) is not None:
        return lettered
    prefixed = {"A": "AUD", "C": "CAD", "HK": "HKD", "NZ": "NZD", "US": "USD"}.get(mark[:-1].upper())
    return prefixed or CURRENCIES[mark[-1]]
