"""The database on the command line: backed up, restored, and a server's set-up taken out of it and put in."""

from __future__ import annotations

import asyncio
import shlex
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import out
from bot.settings import Settings
from briefings.errors import DatabaseCorrupt, DatelineError
from briefings.store import backup as backups

if TYPE_CHECKING:
    from briefings.setups import Outcome, Setup

app = typer.Typer()


class FileUnusable(DatelineError):
    """The file {path} cannot be used ({problem}): name another one."""


class NoBackup(DatelineError):
    """There is no whole backup in {folder}: name the file that you want restored."""


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")]) -> None:
    """Copy the database to FILE, while the bot runs or not."""
    settings = Settings.load()
    backups.backup(settings.database, file)
    out.print(f"Copied {settings.database} to {file}.", soft_wrap=True)


@app.command()
def restore(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The backup; without one, the newest whole nightly backup.")] = None,
) -> None:
    """Put a backup in the database's place, while the bot is stopped; what is there now is kept beside it."""
    from briefings.restore import restore as put_back

    settings = Settings.load()
    source = file or newest_backup(settings)
    if source is None:
        raise NoBackup(folder=settings.backups)
    done = asyncio.run(put_back(source, settings.database, datetime.now(UTC)))
    holds = done.contents
    last = f"; its last briefing was posted on {holds.last_delivery:%d %B %Y at %H:%M} UTC" if holds.last_delivery else ""
    out.print(f"Restored {source} to {done.database}: {holds.subscriptions} subscriptions, {holds.stories} stories{last}.", soft_wrap=True)
    if done.replaced:
        out.print(f"The database that was there is kept as {done.replaced}.", soft_wrap=True)


@app.command()
def export(
    guild: Annotated[int, typer.Argument(metavar="GUILD_ID", help="The Discord server's id.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the set-up goes; a file that is there is written over.")],
) -> None:
    """Write a server's set-up (settings, sources, subscriptions) to FILE as YAML, while the bot runs or not."""
    from briefings.setups import to_yaml

    settings = Settings.load()
    setup = asyncio.run(_taken_out(settings.database, guild))
    try:
        file.write_text(to_yaml(setup), "utf-8")
    except OSError as error:
        raise FileUnusable(path=file, problem=error.strerror) from error
    out.print(f"Wrote {len(setup.stories)} stories and {len(setup.subscriptions)} subscriptions to {file}.", soft_wrap=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A set-up that `dateline export` wrote.")],
    guild: Annotated[int | None, typer.Option("--guild", help="Another server than the one in the file.")] = None,
) -> None:
    """Put a server's set-up into the database, while the bot is stopped; what is there already stays."""
    from briefings.setups import from_yaml

    settings = Settings.load()
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise FileUnusable(path=file, problem=reason) from error
    setup = from_yaml(text, str(file))
    done = asyncio.run(_put_in(settings.database, setup, guild or setup.server))
    over = f", {done.over} with no further run left out" if done.over else ""
    out.print(
        f"Server {guild or setup.server} has {done.stories} stories as in {file}; subscriptions: {done.added} added, "
        f"{done.there} there already{over}.",
        soft_wrap=True,
    )


async def _taken_out(database: Path, guild: int) -> Setup:
    """From a copy, so that the database may be in use."""
    from briefings.setups import take_out
    from briefings.store import open_store

    with TemporaryDirectory() as folder:
        copy = await asyncio.to_thread(backups.backup, database, Path(folder) / "copy.db")
        async with open_store(copy) as db:
            return await take_out(db, guild)


async def _put_in(database: Path, setup: Setup, guild: int) -> Outcome:
    from briefings.engines.rules import RulesEngine
    from briefings.setups import put_in
    from briefings.store import open_store

    engine = RulesEngine(in_process=True)
    try:
        async with open_store(database) as db:
            return await put_in(db, engine, setup, guild_id=guild, now=datetime.now(UTC))
    finally:
        await engine.close()


def newest_backup(settings: Settings) -> Path | None:
    """The newest nightly backup that is whole, None where there is none."""
    return next((path for path in backups.all_nightly(settings.database, settings.backups) if backups.is_backup(path)), None)


def remedy(settings: Settings, damage: DatabaseCorrupt) -> str:
    """What to do about a damaged database: the command that puts its newest backup in its place, if it is one that has backups."""
    path = damage.details["path"]
    if path != settings.database.expanduser().resolve():  # the playground's
        return f"Nothing backs this one up: move {path} aside to begin anew."
    newest = newest_backup(settings)
    return f"The newest whole backup: dateline restore {shlex.quote(str(newest))}" if newest else f"There is none in {settings.backups}."
