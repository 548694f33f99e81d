"""A server's set-up as one file: what its people decided (settings, sources, subscriptions), nothing that Dateline found out by itself.

    database ──take_out──▶ Setup ──to_yaml──▶ file ──from_yaml──▶ Setup ──put_in──▶ database, of this server or of another one

Digests and readings are made anew of the articles; what was delivered stays with the database. Putting a set-up in twice changes nothing.
"""

from briefings.setups.form import Setup, from_yaml, to_yaml
from briefings.setups.transfer import Outcome, put_in, take_out

__all__ = ["Outcome", "Setup", "from_yaml", "put_in", "take_out", "to_yaml"]
