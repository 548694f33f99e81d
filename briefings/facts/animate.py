"""Words for what a person does or is, and words that make a capitalised phrase an organisation or a place: plain lists of English."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


OFFICES = _words(
    """
    accountant activist actor actress adjudicator administrator admiral adviser advisor agent aide ally ambassador analyst
    anchor anthropologist appellant apprentice arbitrator archaeologist archbishop architect archivist artist assistant
    astronaut astronomer athlete attorney auditor aunt author bailiff baker banker barber barista baron baroness barrister
    bartender battalion-commander batter beekeeper biologist bishop blacksmith blogger bookkeeper boss botanist bowler boxer
    brewer bricklayer broadcaster broker brother builder businessman businesswoman butcher bystander captain cardinal caretaker
    carpenter cashier cellist ceo cfo chair chairman chairperson chairwoman champion chancellor chaplain chef chemist chief
    choreographer claimant cleaner clerk climatologist co-founder co-owner coach colonel columnist comedian commander
    commentator commissioner commodore commuter complainant composer comptroller concierge conductor congressman congresswoman
    constable consul consultant contractor controller convener coo cook coordinator coroner corporal councillor councilman
    councilmember councilwoman counsel counsellor counterpart courier cousin creditor cricketer critic cto curator custodian
    customer cyclist dancer daughter deacon dean deckhand decorator defendant defender delegate democrat dentist deputy designer
    detective developer dictator diplomat director dispatcher dj docker dockworker doctor driver drummer duchess duke ecologist
    economist editor electrician emir emperor engineer entrepreneur envoy epidemiologist evangelist executive expert farmer
    farmhand father fiancé fiancée filmmaker financier finisher firefighter fisherman fishmonger fitter florist footballer
    forecaster foreman forward founder friend gardener general geographer geologist goalkeeper golfer governor graduate
    grandfather grandmother grocer guitarist gunman hairdresser harbourmaster head headmaster headmistress headteacher helmsman
    historian host hotelier husband hydrogeologist hydrologist imam influencer inspector instructor intern interpreter
    investigator investor janitor jeweller jockey joiner journalist judge jumper juror justice keeper king laborer labourer
    landlady landlord landowner lawmaker lawyer leader lecturer legislator librarian lieutenant lifeguard linesman litigant
    lobbyist machinist magistrate magnate major manager marshal mason master mathematician matron mayor mechanic mediator member
    meteorologist midfielder midwife miner minister mogul monarch monk mother mother-in-law mp musician navigator negotiator
    neighbor neighbour nephew niece novelist nun nurse oceanographer officer official ombudsman operator opponent organiser
    organizer owner paediatrician painter paramedic parent parliamentarian partner passenger pastor patient patriarch
    pediatrician pensioner philosopher photographer physician physicist pianist picker pilot pitcher plaintiff planner player
    playwright plumber podcaster poet policeman policewoman politician pope porter postman postmaster postwoman premier
    presenter president president-elect priest prince princess principal producer professor programmer prosecutor psychiatrist
    psychologist publican publisher quarterback queen rabbi rancher ranger rapper rector referee registrar regulator reporter
    representative republican researcher resident restaurateur retiree roofer rower runner runner-up sailor salesman scholar
    scientist sculptor secretary seismologist senator sergeant shareholder shepherd sheriff shopkeeper singer sister skier
    skipper sociologist soldier solicitor son soprano speaker specialist spokesman spokesperson spokeswoman sprinter statesman
    statistician steward stewardess strategist striker student successor sultan superintendent supervisor surgeon surveyor
    survivor suspect swimmer tactician tailor teacher technician teenager tenant tenor therapist trader trainee trainer
    translator treasurer trustee tutor tycoon umpire uncle undersecretary unionist usher veteran vicar vice-chair vice-chairman
    vice-president victim violinist virologist vlogger volcanologist volunteer waiter waitress warden watchmaker welder
    whistleblower widow widower wife winemaker winger winner witness worker wrestler writer youtuber zoologist
    """
)
OFFICE_PREFIXES = _words(
    """
    acting agriculture assistant associate attorney chief city county culture defence defense deputy detective district education
    energy environment ex executive federal finance fire first foreign former general head health home honorary incoming interim
    interior junior justice labor labour late lieutenant lord major managing medical national new opposition outgoing
    parliamentary police presidential press prime provincial regional retired senior special state supreme team trade transport
    unification veteran vice
    """
)
ORGANISATION_WORDS = _words(
    """
    academy act administration agency agreement airline airlines airport airways army association authority award bakeries bank
    bill board breweries brigade brothers bureau cabinet capital cathedral center centre chamber championship championships
    charity church city clinic club coalition college commission committee community company complex confederation conference
    congress consortium cooperative corp corporation council county court cup department dept district division energy enterprises
    executive fc federation festival firm foods force forces forum foundation front fund games garden gardens gazette general
    government group hall holdings hospital hotel house inc industries infirmary initiative institute institution international
    league library limited lines llc ltd magazine media marathon mills mines ministry mission motors movement museum mutual navy network
    news newspaper observatory office orchestra organisation organization palace parliament partners party plc police post power
    press prize programme project railway railways region registry republic resort restaurant ropeways school senate service
    services shipping society software solutions sons stadium standards station steel store stores strategy studio studios summit
    supermarket surgery systems team technologies technology telegraph theater theatre times tower township transit treaty tribunal trophy
    trust union unit united university ward weekly works zone
    """
)
PLACE_WORDS = _words(
    """
    airport alley avenue bay beach boulevard bridge canal cape castle cathedral channel close coast common court creek crescent
    cross dam delta desert district drive embankment estate falls farm field fields forest fort gate glacier green grove gulf
    harbor harbour heath heights hill hills island islands isle junction lake lane market marsh mount mountain mountains ocean
    palace park pass path peak peninsula pier place plain plateau plaza point pond port quay reef reservoir ridge river road row
    sea shore sound springs square station strait street terrace tunnel vale valley village volcano way wharf wood woods yard zone
    """
)
ORGANISATION_NOUNS = _words(
    """
    agency airline association bank body brand brewer broadcaster builder business carmaker chain charity city club company
    conglomerate contractor corporation council department developer distributor district employer enterprise exporter firm
    foundation giant group hamlet hospital importer institute institution insurer island label lender maker manufacturer ministry
    operator organisation organization outlet paper party port producer province publisher region retailer river school start-up
    startup studio subsidiary suburb supplier team thinktank town union university utility village
    """
)


def is_office(word: str) -> bool:
    """Whether a word names what a person does or is ("minister", "goalkeeper")."""
    lower = word.casefold().strip(".,")
    return lower in OFFICES or lower.removesuffix("s") in OFFICES or (lower.startswith("co-") and is_office(lower[3:]))
