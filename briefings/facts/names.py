"""Names of people as news writes them: titles and courtesy words, the parts of a name, and when two spellings are one name.

Two full names are one when their letters are (hyphens, capitals and accents aside, surname first or last), when one has a middle name or
an initial more, a short form of the first name ("Liz", "Elizabeth"), or when they differ by a transliteration only. The last needs the
surname or the given name to be the same and the whole to be 88 % alike: the measured line between spellings and different people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

COURTESY = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "madam", "rev", "reverend", "father"}
    | {"sister", "brother", "saint", "hon", "sheikh", "imam", "rabbi", "king", "queen", "prince", "princess", "pope", "sgt", "lt", "capt"}
    | {"col", "gen", "sen", "rep", "gov", "cllr", "pc", "dc", "det", "insp", "supt", "maj", "cmdr", "adm", "const"}
)
FEMALE = frozenset({"mrs", "ms", "miss", "dame", "lady", "madam", "sister", "queen", "princess"})
MALE = frozenset({"mr", "sir", "lord", "father", "brother", "king", "prince", "pope"})
PARTICLES = frozenset(
    {"de", "da", "do", "dos", "das", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "el", "la", "le", "du", "di"}
    | {"ter", "y"}
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SHORT_FORMS = (
    frozenset({"elizabeth", "liz", "beth", "betty", "lizzie", "eliza"}),
    frozenset({"william", "bill", "will", "billy", "liam"}),
    frozenset({"robert", "bob", "rob", "bobby", "robbie"}),
    frozenset({"richard", "dick", "rick", "rich"}),
    frozenset({"james", "jim", "jimmy", "jamie"}),
    frozenset({"john", "jack", "johnny"}),
    frozenset({"margaret", "maggie", "meg", "peggy"}),
    frozenset({"katherine", "catherine", "kate", "cathy", "kathy", "katie"}),
    frozenset({"michael", "mike", "mick"}),
    frozenset({"anthony", "tony"}),
    frozenset({"charles", "charlie", "chuck"}),
    frozenset({"edward", "ed", "ted", "eddie"}),
    frozenset({"henry", "harry"}),
    frozenset({"theodore", "ted", "teddy"}),
    frozenset({"andrew", "andy", "drew"}),
    frozenset({"stephen", "steven", "steve"}),
    frozenset({"patricia", "pat", "patty", "tricia"}),
    frozenset({"susan", "sue", "susie"}),
    frozenset({"alexander", "alex", "sandy", "sasha"}),
    frozenset({"deborah", "debbie", "deb"}),
)
_ALIKE = 88.0


_UNDECOMPOSED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Lower case without accents, apostrophes and full stops; hyphens become spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_UNDECOMPOSED))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w\s-]", "", letters).replace("-", " ").replace("_", " ").split())


@lru_cache(maxsize=8192)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name without courtesy words and suffixes; what a hyphen joins is one part ("min-jun" is "minjun")."""
    words = [plain(word).replace(" ", "") for word in name.split()]
    kept = [word for word in words if word and word not in SUFFIXES]
    while len(kept) > 1 and kept[0] in COURTESY:
        kept = kept[1:]
    return tuple(kept)


def is_full(name: str) -> bool:
    """Whether a name has a given name and a surname."""
    words = parts(name)
    return len(words) > 1 and words[0] not in PARTICLES


def letters(name: str) -> str:
    """A name's letters alone, so that "Min-jun" and "Min Jun" are equal."""
    return "".join(parts(name))


def is_part_of(short: str, full: str) -> bool:
    """Whether a name of one word, or a surname of several, is how a text calls the bearer of the full name in short."""
    brief, whole = parts(short), parts(full)
    if not brief or "".join(brief) == "".join(whole):
        return False
    joined = "".join(brief) in {whole[-1], whole[0]}
    return joined or (len(brief) < len(whole) and (whole[-len(brief) :] == brief or whole[: len(brief)] == brief))


def family_first(name: str) -> bool:
    """Whether a name looks written surname first, as in much of East Asia: a hyphened given name last, or three short words."""
    words = name.split()
    hyphened = "-" in words[-1] and words[-1].split("-")[-1][:1].islower()
    return (
        len(words) >= 2
        and "-" not in words[0]
        and (hyphened or (len(words) == 3 and all(len(word) <= 5 and "." not in word for word in words)))
    )


def is_surname(short: str, full: str) -> bool:
    """Whether a name in short is the surname of the full name, wherever that one puts it."""
    brief, whole = parts(short), parts(full)
    if family_first(full):
        return whole[0] == "".join(brief)
    return whole[-len(brief) :] == brief or whole[-1] == "".join(brief)


def same_person(one: str, other: str) -> bool:
    """Whether two full names are spellings of one name."""
    a, b = parts(one), parts(other)
    if letters(one) == letters(other) or sorted(a) == sorted(b):
        return True
    if a[-1] == b[-1] and (_same_given(a[:-1], b[:-1]) or (len(a) != len(b) and (set(a) <= set(b) or set(b) <= set(a)))):
        return True
    return _transliterated(a, b)


def _same_given(a: Sequence[str], b: Sequence[str]) -> bool:
    """Given names where one has an initial, a short form or a middle name more."""
    first, second = a[0], b[0]
    if first == second:
        return len(a) != len(b) or _initials_agree(a[1:], b[1:])
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return (len(short) >= 3 and long.startswith(short)) or any({first, second} <= forms for forms in _SHORT_FORMS)


def _initials_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(x.startswith(y) or y.startswith(x) for x, y in zip(a, b, strict=False))


def _transliterated(a: Sequence[str], b: Sequence[str]) -> bool:
    """ "Zelensky" and "Zelenskyy": one part differs, slightly, and not by the ending that tells Maria from Mario."""
    if len(a) != len(b):
        return fuzz.ratio("".join(a), "".join(b)) >= _ALIKE + 4
    unequal = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(unequal) != 1 or fuzz.token_sort_ratio(" ".join(a), " ".join(b)) < _ALIKE:
        return False
    x, y = unequal[0]
    if min(len(x), len(y)) < 4 or x[0] != y[0] or (x[:-1] == y[:-1] and {x[-1], y[-1]} <= set("aeo")):
        return False
    return fuzz.ratio(x, y) >= 75


def gender_of(courtesy: str) -> str | None:
    """ "f" or "m" where a courtesy word tells, else None."""
    word = plain(courtesy)
    return "f" if word in FEMALE else "m" if word in MALE else None


def stands_in(name: str, text: str) -> bool:
    """Whether a text holds a name's words next to each other, however they are hyphened."""
    words, wanted = plain(text).split(), plain(name).split()
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in range(len(words)))
