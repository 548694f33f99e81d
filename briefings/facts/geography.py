"""What kind of place a name is: countries by name, the rest by the word they end in."""

from __future__ import annotations

from briefings.facts import names
from briefings.facts.animate import ORGANISATION_WORDS, PLACE_WORDS

_COUNTRIES = """
Afghanistan;Albania;Algeria;Andorra;Angola;Antigua and Barbuda;Argentina;Armenia;Australia;Austria;Azerbaijan;Bahamas;Bahrain;Bangladesh;
Barbados;Belarus;Belgium;Belize;Benin;Bhutan;Bolivia;Bosnia and Herzegovina;Bosnia;Botswana;Brazil;Brunei;Bulgaria;Burkina Faso;Burundi;
Cambodia;Cameroon;Canada;Cape Verde;Central African Republic;Chad;Chile;China;Colombia;Comoros;Congo;Costa Rica;Croatia;Cuba;Cyprus;
Czech Republic;Czechia;Denmark;Djibouti;Dominica;Dominican Republic;Ecuador;Egypt;El Salvador;England;Equatorial Guinea;Eritrea;Estonia;
Eswatini;Ethiopia;Fiji;Finland;France;Gabon;Gambia;Georgia;Germany;Ghana;Greece;Grenada;Guatemala;Guinea;Guinea-Bissau;Guyana;Haiti;
Honduras;Hungary;Iceland;India;Indonesia;Iran;Iraq;Ireland;Israel;Italy;Ivory Coast;Jamaica;Japan;Jordan;Kazakhstan;Kenya;Kiribati;
Kosovo;Kuwait;Kyrgyzstan;Laos;Latvia;Lebanon;Lesotho;Liberia;Libya;Liechtenstein;Lithuania;Luxembourg;Madagascar;Malawi;Malaysia;
Maldives;Mali;Malta;Marshall Islands;Mauritania;Mauritius;Mexico;Micronesia;Moldova;Monaco;Mongolia;Montenegro;Morocco;Mozambique;
Myanmar;Namibia;Nauru;Nepal;Netherlands;New Zealand;Nicaragua;Niger;Nigeria;North Korea;North Macedonia;Northern Ireland;Norway;Oman;
Pakistan;Palau;Palestine;Panama;Papua New Guinea;Paraguay;Peru;Philippines;Poland;Portugal;Qatar;Romania;Russia;Rwanda;Samoa;San Marino;
Saudi Arabia;Scotland;Senegal;Serbia;Seychelles;Sierra Leone;Slovakia;Slovenia;Solomon Islands;Somalia;South Africa;South Korea;
South Sudan;Spain;Sri Lanka;Sudan;Suriname;Sweden;Switzerland;Syria;Taiwan;Tajikistan;Tanzania;Thailand;Timor-Leste;Togo;Tonga;
Trinidad and Tobago;Tunisia;Turkey;Turkmenistan;Tuvalu;Uganda;Ukraine;United Arab Emirates;United Kingdom;United States;Uruguay;
Uzbekistan;Vanuatu;Vatican City;Venezuela;Vietnam;Wales;Yemen;Zambia;Zimbabwe;Britain;Great Britain
"""
COUNTRIES = frozenset(names.plain(name) for name in _COUNTRIES.replace("\n", "").split(";"))
SYNONYMS = {
    "us": "United States",
    "usa": "United States",
    "united states of america": "United States",
    "america": "United States",
    "uk": "United Kingdom",
    "uae": "United Arab Emirates",
}
_STREETS = frozenset({"street", "road", "avenue", "lane", "boulevard", "drive", "way", "row", "terrace", "crescent", "square", "alley"})
_WATERS = frozenset({"river", "sea", "ocean", "lake", "bay", "gulf", "strait", "channel", "canal", "reef", "creek", "fjord", "sound"})
VENUES = frozenset(
    {"court", "stadium", "arena", "ground", "hospital", "infirmary", "airport", "cathedral", "church", "school", "prison", "park"}
)
_TOWN_NOUNS = ("town", "city", "village", "suburb", "hamlet", "port", "capital")
_REGION_NOUNS = ("province", "state", "region", "county", "district", "island", "valley", "peninsula")
KIND_NOUNS = dict.fromkeys(_TOWN_NOUNS, "town") | dict.fromkeys(_REGION_NOUNS, "region")
_LANDS = frozenset(
    {"peninsula", "island", "islands", "valley", "mountain", "mountains", "desert", "province", "county", "region", "district", "state"}
    | {"zone", "coast", "hills", "hill", "mount", "forest", "basin", "plain", "border"}
)


def canonical(name: str) -> str:
    """A place's usual name for the common short forms ("US", "UK"), else the name itself."""
    return SYNONYMS.get(names.plain(name), name)


def kind_of(name: str, label: str) -> str:
    """Country, street, water, region, site or town; `label` is the parser's (FAC, LOC or GPE)."""
    words = names.plain(canonical(name)).split()
    if " ".join(words) in COUNTRIES:
        return "country"
    for kind, endings in (("street", _STREETS), ("water", _WATERS), ("region", _LANDS)):
        if words and (words[-1] in endings or (kind != "street" and words[0] in endings)):
            return kind
    if words and (words[-1] in VENUES or (label == "FAC" and words[-1] in PLACE_WORDS | ORGANISATION_WORDS)):
        return "site"
    return "region" if label == "LOC" else "town"


def is_plural_of_country(word: str) -> bool:
    """Whether a word means several countries of one name ("the Guineas"), or a country's people ("Kenyans")."""
    return word.endswith("s") and any(word[:-1] in {country.split()[-1], f"{country.split()[-1]}n"} for country in COUNTRIES)
