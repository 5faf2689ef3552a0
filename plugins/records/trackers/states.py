"""The states of the United States and their territories, by the two letters of the postal service."""

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
}  # fmt: skip
SHORT = {
    "ALA": "AL", "ARIZ": "AZ", "ARK": "AR", "CALIF": "CA", "COLO": "CO", "CONN": "CT", "DEL": "DE", "FLA": "FL",
    "ILL": "IL", "IND": "IN", "KAN": "KS", "MASS": "MA", "MICH": "MI", "MINN": "MN", "MISS": "MS", "MONT": "MT",
    "NEB": "NE", "NEV": "NV", "OKLA": "OK", "ORE": "OR", "TENN": "TN", "WASH": "WA", "WIS": "WI", "WYO": "WY",
    "WVA": "WV",
}  # fmt: skip
"""As newspapers abbreviate them (AP style), without points; the others are their two letters."""
TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
"""Drawn on a map only where a place there is named."""
NOT_STATES = TERRITORIES | {"DC"}
GRID = """
AK .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  .  .  .  .  VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT .
CA UT CO NE MO KY WV VA MD DE .
.  AZ NM KS AR TN NC SC DC .  .
.  .  .  OK LA MS AL GA .  .  PR
HI GU MP TX .  .  .  .  FL AS VI
"""
"""One tile for each state, about where it lies: every state is as large as any other."""
PLACES = {
    code: (column, row)
    for row, line in enumerate(GRID.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}
"""(Column, row) of each tile."""


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.upper()))


NAMES = {_letters(name): code for code, name in STATES.items()} | {"WASHINGTONDC": "DC", "VIRGINISLANDS": "VI"}


def state_code(written: str) -> str:
    """The two letters of a state, by these, its name, or a newspaper's abbreviation; empty if it is none."""
    letters = _letters(written)
    return letters if letters in STATES else SHORT.get(letters) or NAMES.get(letters, "")
