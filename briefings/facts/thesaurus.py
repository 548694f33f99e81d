"""Words of the news that stand for one another, and words that exclude one another: general English only, nothing of any one event."""

from __future__ import annotations

import re
from functools import cache

from briefings.facts.words import stem, tokens

# One line a meaning. A word may stand in several lines.
_GROUPS = """
open launch inaugurate unveil start begin commence
begin start launch commence
open hour
end finish conclude close expire
close shut shutter cease
delay late postpone defer slip overdue hold reschedule belated
plan intend schedule mean due expect promise supposed slate aim hope originally
original first initially originally
build construct erect construction building
build make
building house premises structure
refit renovate refurbish rebuild
cost price spend spending pay worth expense bill fund budget charge
cost expensive
spend pay invest
earn pay salary wage income earning
salary pay wage
fund money finance pledge grant subsidy
promise pledge vow commit undertake
sell sale buyer
buy acquire purchase acquisition takeover
staff work employ man personnel employee worker crew serve station
staff officer official member team
worker employee staff labor
person resident member official visitor passenger patient worker guest
visitor guest attend visit come travel
attend present audience crowd spectator turnout
crowd audience spectator fan turnout attendance attend watch
sleep live stay lodge lodging accommodation house accommodate night
live reside resident home
lead head chair run direct leader chief boss command captain
head chief chair leader director
boss chief executive
manage run operate oversee administer
oversee supervise monitor
post role job position title office rank
role part
rank level grade
named call name
death die kill toll fatal fatality dead victim perish body
injure hurt wound injury casualty hospital
hurt injure
miss missing unaccounted
rescue save evacuate free
arrest detain custody hold
accuse charge allege indict suspect
convict guilty conviction
sentence jail prison imprison
judge court
court trial hearing
verdict guilty convict conviction jury find
jury juror
forge fake forgery counterfeit
picture painting image
trial case
lawyer attorney counsel barrister solicitor defend
prosecutor prosecute prosecution
win beat defeat victory winner
lose defeat loss
score goal point
match game tie fixture play
player footballer striker
coach manager
storm hurricane cyclone typhoon gale
wind gust
rain rainfall downpour
flood inundate water
power electricity
outage blackout cut
house home household property
school pupil
fire blaze
destroy damage ruin wreck
cause reason because due result blame
reason because
worry concern fear risk danger
concern worry fear criticism
fear worry afraid warn
risk danger threat hazard
dismiss reject deny rebuff
answer reply respond response dismiss reject say
demand call urge ask request want
want seek wish eager keen desire hope
hope expect wish
offer propose promise
agree agreement deal accord pact decide
agree decide
meet meeting summit talk session
summit meeting
visit trip travel tour journey
trip visit travel
drive road car
distance far mile kilometer
communicate communication contact talk channel telephone line
telephone phone hotline call
talk speak discuss negotiate discussion negotiation
speak say speech address
send dispatch
talk negotiate
discuss address
cancel call abandon scrap
suspend cut halt interrupt sever stop
stall deadlock impasse stalemate block
state status situation
block blockage obstacle impasse
before previous former earlier previously prior
previous former last
now current today
last run continue stay remain
country nation state
place location site venue
site place location plot land
town city village
capital
border frontier
side part
weekend saturday sunday
week weekly
day daily
month monthly
year annual yearly
decade
night overnight
purpose goal aim serve intend facilitate help
use service operate
facilitate help support ease
help aid assist
use function serve
reduce cut lower lessen
raise increase lift
increase rise grow growth up
fall drop decline decrease down
share percent proportion percentage
number figure total count many
figure number
nurse
doctor physician medic
hospital infirmary clinic
patient
ship vessel boat ferry
plane aircraft jet flight
train rail railway
vote ballot poll election
strike stoppage walkout
union
company firm business
ministry department
minister secretary
president leader
delegation representative
counterpart opposite
spokesman speak
envoy ambassador emissary diplomat
aide adviser
skeptical doubt sceptical dubious
break violate breach infringe
condition if provided term
restart resume revive
repeat restate reaffirm reiterate
modernize upgrade improve modernization
happen occur
kind type sort
describe call term portray
remark say comment statement
expand extend enlarge
replace successor substitute
move relocate
join
arrive come land reach
leave depart
leave flee evacuate force displace
choose select pick appoint
appoint name
inspect inspection check examine
investigate inquiry probe investigation
find discover
expect forecast predict
warn warning alert
order command instruct
foreign overseas abroad international
big large size huge
tall height floor
high height level peak crest reach
fail collapse break breach burst
give betray reveal
receive get
surgery operation operate
shirt jersey
sign contract hire
hit strike batter
correct correction revise wrong error mistake lower
landfall ashore coast shore land
reopen resume return restart open
pupil student school class lesson
alive live survive
fisherman sailor
old age year
young
street road avenue lane
shop store
money fund sum
joint share shared common
shared joint common co
trust
record history
letter message note
name
job position post loss cut redundancy layoff
raise pay wage rise increase hike
demand seek claim want ask
ill sick illness sicken unwell poison
child toddler infant baby
refund repay reimburse compensation
complain complaint
board aboard passenger
house home dwell dwelling
runner athlete competitor starter entrant
swindle defraud cheat fraud
sum amount total figure
charge count offence
severance redundancy payoff compensation
""".strip().splitlines()

# Turns of phrase that mean one word: that word is read along with them.
_PHRASES = {
    r"pushed? back|put back|put off|behind schedule|held up": "delay",
    r"called off": "cancel",
    r"around the clock|round the clock|24 hours": "night",
    r"shut(?:s|ting)? down|closed? down": "close",
    r"until (?:now|then|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|so far|used to|once": "before",
    r"twice a|once a|times a|every (?:day|week|month|year)": "often",
    r"on behalf of": "for",
    r"so (?:that|as to)|in order to": "purpose",
    r"turned? off": "cut",
    r"took part|taking part|takes? part": "attend",
    r"set up|founded|established": "establish",
    r"knocked? out": "cut",
    r"gave way|giv(?:es?|ing) way": "collapse",
    r"no longer": "former",
    r"fewer than|less than": "below",
}
_OPPOSITES = """
north south
east west
old new
convict clear
guilty innocent
guilty acquit
convict acquit
accept reject
alive dead
safe unsafe
former current
man woman
boy girl
male female
home away
adult child
dead injured
fill vacant
import export
arrive depart
win lose
first second third fourth
maximum minimum
rise fall
before after
open close
morning evening
prosecution defense
deputy
plaintiff defendant
buyer seller
inside outside
upper lower
""".strip().splitlines()
_MARKS = {"$": "dollar", "£": "pound", "€": "euro", "%": "percent"}
_PATTERNS = tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), word) for pattern, word in _PHRASES.items())


@cache
def _related() -> dict[str, frozenset[str]]:
    related: dict[str, set[str]] = {}
    for line in _GROUPS:
        stems = {stem(word) for word in line.split()}
        for one in stems:
            related.setdefault(one, set()).update(stems - {one})
    return {one: frozenset(others) for one, others in related.items()}


def related(one: str) -> frozenset[str]:
    """The stems that may stand for this stem."""
    return _related().get(one, frozenset())


@cache
def _excluded() -> dict[str, frozenset[str]]:
    excluded: dict[str, set[str]] = {}
    for line in _OPPOSITES:
        stems = {token.stem for token in tokens(line)}
        for one in stems:
            excluded.setdefault(one, set()).update(stems - {one})
    return {one: frozenset(others) for one, others in excluded.items()}


def opposites(one: str) -> frozenset[str]:
    """The stems that cannot be true of the same thing as this stem."""
    return _excluded().get(one, frozenset())


def phrase_stems(text: str) -> list[str]:
    """The stems that the turns of phrase in this text stand for."""
    marks = [stem(word) for mark, word in _MARKS.items() if mark in text]
    return marks + [stem(word) for pattern, word in _PATTERNS if pattern.search(text)]
