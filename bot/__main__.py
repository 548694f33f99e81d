"""The command line (`dateline …`, `python -m bot`) and the only place where things are built, opened once and closed in reverse."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import json
import logging
import signal
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import store
from bot.commands.console import err, out
from bot.responsive import stay_responsive
from bot.settings import DISCORD_API, Settings
from briefings.errors import DatabaseCorrupt, DatelineError, ModelMissing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from bot.client import DatelineClient
    from briefings.ask import Index
    from briefings.engines import Engine
    from briefings.model import Article, Digest
    from briefings.store import Database
    from playground import Playground

SEEDS = Path(__file__).parents[1] / "seeds"
log = logging.getLogger("dateline")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Dateline briefs a Discord server on a news story from several sources, and shows where they disagree.",
)
app.add_typer(store.app)
StoryDir = Annotated[Path, typer.Argument(metavar="STORY_DIR", help="A folder with story.yaml and the articles it names.")]
Json = Annotated[bool, typer.Option("--json", help="The public JSON form instead of readable text.")]


class PortTaken(DatelineError):
    """Port {port} is in use, perhaps by another playground: stop that one, or set DATELINE_PLAYGROUND_PORT (0 takes any free port)."""


class TokenRefused(DatelineError):
    """Discord refuses the bot's token: reset it in the developer portal (Bot → Reset Token) and set DISCORD_TOKEN anew."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


# ---------------------------------------------------------------- commands


@app.command()
def run() -> None:
    """Start the bot: on Discord where a token is set, else in the playground."""
    settings = Settings.load()
    token = settings.secret()
    _serve(settings, token)


@app.command()
def playground() -> None:
    """Start the bot in the playground, a local Discord with a page, even where a token is set."""
    _serve(Settings.load(), None)


@app.command()
def digest(story: StoryDir, as_json: Json = False) -> None:
    """Read a story folder and print its digest."""
    from briefings.public import digest_json

    made, _ = asyncio.run(_read(story))
    if as_json:
        print(json.dumps(digest_json(made), ensure_ascii=False, indent=1))  # noqa: T201  # JSON is for programs: no wrapping, no styles
        return
    from bot.terminal import show_digest

    show_digest(out, made)


@app.command()
def ask(
    story: StoryDir,
    question: Annotated[
        str | None, typer.Argument(help="The question; without one, questions are read from standard input, one a line.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer questions from a story folder, with the passages that say so."""
    from briefings.ask import Index
    from briefings.questions.meaning import load as load_meaning

    made, articles = asyncio.run(_read(story))
    index = Index(made, articles, load_meaning())
    questions: Iterable[str] = [question] if question is not None else (line.strip() for line in sys.stdin if line.strip())
    failed = False
    for one in questions:
        failed = not _answer(one, index, made, as_json=as_json) or failed
    if failed:
        raise typer.Exit(2)


@app.command()
def load(
    story: StoryDir,
    server: Annotated[
        int | None, typer.Option(help="The id of the Discord server that the story belongs to; without it every server sees it.")
    ] = None,
) -> None:
    """Load a story folder into the database, so that the bot can tell it."""
    settings = Settings.load()

    async def work() -> None:
        from briefings.articles.folder import read_story_folder
        from briefings.collect import load_story
        from briefings.engines.rules import RulesEngine
        from briefings.store import open_store

        folder = read_story_folder(story)
        async with AsyncExitStack() as stack:
            db = await stack.enter_async_context(open_store(settings.database))
            engine = RulesEngine(in_process=True)
            stack.push_async_callback(engine.close)
            loaded = await load_story(db, engine, folder, guild_id=server, now=utc_now())
        out.print(f"Loaded “{loaded.title}” with {len(folder.articles)} articles into {settings.database}.", soft_wrap=True)

    asyncio.run(work())


@app.command()
def check() -> None:
    """Check the settings, the database, the model and the token, and say how to mend what is wrong."""
    from bot.checkup import checkup

    good = True
    for finding in asyncio.run(checkup()):
        good = good and finding.good
        mark, style = ("ok   ", "green") if finding.good else ("wrong", "bold red")
        out.print(f"[{style}]{mark}[/] ", end="")
        out.print(f"{finding.what}: {finding.says}", markup=False, soft_wrap=True)
    if not good:
        raise typer.Exit(2)


# ---------------------------------------------------------------- reading a folder


async def _read(path: Path) -> tuple[Digest, Sequence[Article]]:
    from briefings.articles.folder import read_story_folder
    from briefings.engines.rules import RulesEngine
    from briefings.understand import understand

    folder = read_story_folder(path)
    engine = RulesEngine(in_process=True)
    try:
        made, _ = await understand(engine, folder.title, folder.timezone, 1, folder.articles, {})
    finally:
        await engine.close()
    return made, folder.articles


def _answer(question: str, index: Index, made: Digest, *, as_json: bool) -> bool:
    """Prints one answer; a question that cannot be taken gets its sentence in the same place, and False."""
    from bot.terminal import show_answer
    from briefings.public import answer_json

    try:
        answer = index.ask(question)
    except DatelineError as error:
        if as_json:
            print(json.dumps({"question": question[:500], "answered": False, "error": str(error)}, ensure_ascii=False))  # noqa: T201
        else:
            err.print(str(error), markup=False, soft_wrap=True)
        return False
    if as_json:
        print(json.dumps(answer_json(answer), ensure_ascii=False))  # noqa: T201
    else:
        show_answer(out, made, answer)
    return True


# ---------------------------------------------------------------- the bot


def _serve(settings: Settings, token: str | None) -> None:
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s", stream=sys.stderr)
    asyncio.run(_serve_until_stopped(settings, token))


async def _serve_until_stopped(settings: Settings, token: str | None) -> None:
    """Opens everything in order, runs until SIGINT, SIGTERM or a token refused, and closes in reverse."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        if token is None:
            play = await _open_playground(stack, settings.playground_port)
            client = await _open_bot(stack, settings, settings.playground_database, play.api_url, now=play.clock.now, backups=0)
            await _until_stopped(client, play.token, stop, f"The playground is open at {play.page_url} (Ctrl-C stops it).")
        elif settings.clock_url:
            from bot.clock import follow

            clock = await stack.enter_async_context(follow(settings.clock_url))
            client = await _open_bot(stack, settings, settings.database, _redirection(settings), now=clock, refresh=clock.refresh)
            await _until_stopped(client, token, stop, "Dateline is up.")
        else:
            client = await _open_bot(stack, settings, settings.database, _redirection(settings), now=utc_now)
            await _until_stopped(client, token, stop, "Dateline is up.")
    out.print("Stopped.")


async def _open_playground(stack: AsyncExitStack, port: int) -> Playground:
    from playground import Playground

    try:
        return await stack.enter_async_context(Playground(port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTaken(port=port) from None


async def _open_bot(
    stack: AsyncExitStack,
    settings: Settings,
    database: Path,
    api_url: str | None,
    *,
    now: Callable[[], datetime],
    refresh: Callable[[], Awaitable[None]] | None = None,
    backups: int | None = None,
) -> DatelineClient:
    """The store, the engine, the built-in stories and the client, in this order; `backups` nightly ones, None for as many as set."""
    from bot.client import DatelineClient
    from bot.daily import Daily
    from briefings.engines.rules import RulesEngine
    from briefings.store import open_store

    db = await stack.enter_async_context(open_store(database))
    engine = RulesEngine(idle_seconds=settings.model_idle_seconds)
    stack.push_async_callback(engine.close)
    await _load_seeds(db, engine, now())
    return await stack.enter_async_context(
        DatelineClient(
            db,
            engine,
            now=now,
            refresh=refresh,
            api_url=api_url,
            sends_per_second=settings.sends_per_second,
            send_workers=settings.send_workers,
            tick_seconds=settings.tick_seconds,
            daily=Daily(db, settings.backups, settings.backups_kept if backups is None else backups),
        )
    )


def _redirection(settings: Settings) -> str | None:
    return None if settings.api_url == DISCORD_API else settings.api_url


async def _load_seeds(db: Database, engine: Engine, now: datetime) -> None:
    """Loads the built-in stories where they changed; without a model the bot starts all the same, and says what it lacks."""
    from briefings.articles.folder import read_story_folder
    from briefings.collect import load_story
    from briefings.store import kv

    for path in sorted(file.parent for file in SEEDS.glob("*/story.yaml")):
        # Reading needs libraries and memory that an idle bot does without: a folder is read again only where a byte of it changed.
        key, print_now = f"seed:{path.name}", _fingerprint(path, engine.name)
        if await kv.get(db, key) == print_now:
            continue
        try:
            await load_story(db, engine, read_story_folder(path), guild_id=None, now=now)
        except ModelMissing as error:
            log.error("The built-in story “%s” was not read. %s", path.name, error)
            continue
        async with db.write() as tx:
            await kv.put(tx, key, print_now)


def _fingerprint(folder: Path, engine: str) -> str:
    digest = hashlib.sha256(engine.encode())
    for file in sorted(folder.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


async def _until_stopped(client: DatelineClient, token: str, stop: asyncio.Event, greeting: str) -> None:
    """Runs the client until it is told to stop; raises TokenRefused where Discord does not take the token."""
    from discord import LoginFailure

    async def greet() -> None:
        client.remove_listener(greet, "on_ready")  # a new session after a long silence is no new start
        out.print(greeting, soft_wrap=True)

    stay_responsive()
    running = asyncio.create_task(client.start(token))
    stopping = asyncio.create_task(stop.wait())
    client.add_listener(greet, "on_ready")
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    await client.close()
    stopping.cancel()
    try:
        await running
    except LoginFailure:
        raise TokenRefused from None


def main() -> None:
    """The entry point: what goes wrong is said in a sentence, with exit code 2."""
    try:
        app()
    except DatelineError as error:
        err.print(str(error), markup=False, soft_wrap=True)
        if isinstance(error, DatabaseCorrupt):
            err.print(store.remedy(Settings.load(), error), markup=False, soft_wrap=True)
        sys.exit(2)
    except KeyboardInterrupt:  # before the bot listens to signals itself
        sys.exit(130)


if __name__ == "__main__":
    main()
