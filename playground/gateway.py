"""The gateway: the WebSocket over which a bot hears of the world.

A `Session` outlives its connection: what happens while the bot is away is kept and replayed when it resumes. Opcodes, close codes and
intents are those of Discord's documentation ("Gateway").
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import zlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from enum import IntEnum, IntFlag
from typing import Any

import zstandard
from aiohttp import WSMsgType, web

from playground import payloads
from playground.wire import cut
from playground.world import Guild, Json, World

HEARTBEAT_MS = 41_250
ACK_SECONDS = 0.05
"""As across a network: discord.py notes that a heartbeat is out only afterwards, and warns of a lag where the answer overtakes the note."""
REPLAY_LIMIT = 10_000
SENDS_PER_MINUTE = 120


class Op(IntEnum):
    """Opcodes, of both directions."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    ACK = 11


class Intent(IntFlag):
    """What a bot asked to hear of."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1


class Closed(Exception):
    """The bot broke a rule of the gateway; the connection closes with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code, self.reason = code, reason


class Session:
    """One identified bot (or one shard of it), with what was sent to it."""

    def __init__(self, intents: Intent, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.intents, self.shard = intents, shard
        self.sequence = 0
        self.sent: deque[tuple[int, str]] = deque(maxlen=REPLAY_LIMIT)
        self.connection: Connection | None = None

    def covers(self, guild_id: int | None) -> bool:
        """Whether this shard is the one that hears of the guild."""
        return self.shard[0] == (0 if guild_id is None else (guild_id >> 22) % self.shard[1])

    def push(self, event: str, payload: Any) -> None:
        """Number an event, keep it for a replay, and send it if the bot is there."""
        self.sequence += 1
        text = json.dumps({"op": Op.DISPATCH, "d": payload, "s": self.sequence, "t": event}, separators=(",", ":"))
        self.sent.append((self.sequence, text))
        if self.connection:
            self.connection.send_text(text)


class Connection:
    """One WebSocket and the stream compression that it asked for; sends in order, from one task."""

    def __init__(self, request: web.Request, ws: web.WebSocketResponse) -> None:
        self.ws = ws
        self._request = request
        self._outgoing: asyncio.Queue[str | None] = asyncio.Queue()
        self._pack = _packer(request.query.get("compress"))
        self.received: deque[float] = deque()
        self.said_goodbye = False

    def send(self, op: int, data: Any = None) -> None:
        """Queue something that is not an event."""
        self.send_text(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def send_text(self, text: str) -> None:
        """Queue a payload that is already written out."""
        self._outgoing.put_nowait(text)

    def finish(self) -> None:
        """Let the writer end once everything queued is out."""
        self._outgoing.put_nowait(None)

    async def write(self) -> None:
        """Send what is queued until told to finish or until the bot is gone."""
        with contextlib.suppress(ConnectionError):
            while (text := await self._outgoing.get()) is not None:
                packed = self._pack(text)
                await (self.ws.send_str(packed) if isinstance(packed, str) else self.ws.send_bytes(packed))

    def abort(self) -> None:
        """Cut the connection without a word, as a failing network does."""
        cut(self._request)

    async def read(self) -> AsyncIterator[Json]:
        """What the bot says, until it hangs up; notes whether it did so for good (1000 or 1001)."""
        while True:
            message = await self.ws.receive()
            if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                yield self._decode(message.data)
            elif message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                self.said_goodbye = message.type is WSMsgType.CLOSE and message.data in (1000, 1001)
                return

    def _decode(self, data: str | bytes) -> Json:
        now = asyncio.get_running_loop().time()
        self.received.append(now)
        while self.received[0] < now - 60:
            self.received.popleft()
        if len(self.received) > SENDS_PER_MINUTE:
            raise Closed(4008, "You are being rate limited.")
        try:
            payload = json.loads(data)
        except ValueError:
            payload = None
        if not isinstance(payload, dict) or not isinstance(payload.get("op"), int):
            raise Closed(4002, "Error while decoding payload.")
        return payload


def _packer(compression: str | None) -> Callable[[str], str | bytes]:
    """One stream of compression for the life of a connection, flushed after every payload."""
    if compression == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda text: deflate.compress(text.encode()) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if compression == "zstd-stream":
        zstd = zstandard.ZstdCompressor(level=3).compressobj()
        return lambda text: zstd.compress(text.encode()) + zstd.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return lambda text: text


class Gateway:
    """Every session there is, and the one way to tell them something."""

    def __init__(self, world: World, tell: Callable[..., None]) -> None:
        self._world, self._tell = world, tell
        self.sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self.url = ""
        self.privileged = Intent.NONE

    # ------------------------------------------------------------ what the rest of the playground calls

    @property
    def connected(self) -> bool:
        """Whether a bot is identified and on the line."""
        return any(session.connection for session in self.sessions.values())

    def wants(self, intent: Intent) -> bool:
        """Whether any session asked for this; saves building what nobody hears."""
        return any(session.intents & intent for session in self.sessions.values())

    def dispatch(self, event: str, payload: Json, guild_id: int | None, intent: Intent = Intent.NONE) -> bool:
        """Send an event to the sessions that cover the guild and asked for it; False when there was none."""
        heard = False
        for session in self.sessions.values():
            if session.covers(guild_id) and (not intent or session.intents & intent):
                session.push(event, self._redacted(session, event, payload))
                heard = True
        return heard

    def announce(self, guild: Guild, *, joined: bool = True) -> None:
        """Tell the bot all about a guild; for one it just joined, clients know that by the missing word on its availability."""
        for session in self.sessions.values():
            if session.covers(guild.id) and session.intents & Intent.GUILDS:
                answer = self._guild(session, guild)
                session.push("GUILD_CREATE", {key: value for key, value in answer.items() if not (joined and key == "unavailable")})

    def drop(self) -> None:
        """Cut every connection without a close frame."""
        for connection in tuple(self._connections):
            connection.abort()

    def ask_to_reconnect(self) -> None:
        """Ask every bot to come back on a new connection."""
        for connection in tuple(self._connections):
            connection.send(Op.RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every bot that its session is over, or (resumable) that it should resume."""
        for session in tuple(self.sessions.values()):
            if session.connection:
                session.connection.send(Op.INVALID_SESSION, resumable)
            if not resumable:
                self._forget(session)

    async def close(self, code: int = 1001, reason: str = "") -> None:
        """Close every connection with a close code."""
        for connection in tuple(self._connections):
            await connection.ws.close(code=code, message=reason.encode())

    # ------------------------------------------------------------ a connection's life

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Speak with one bot until it leaves."""
        ws = web.WebSocketResponse(max_msg_size=0, compress=False, timeout=1.0)
        await ws.prepare(request)
        connection = Connection(request, ws)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write())
        try:
            await self._converse(connection, request.query.get("v", "10"))
        except Closed as closed:
            connection.finish()
            await writer
            await ws.close(code=closed.code, message=closed.reason.encode())
        finally:
            writer.cancel()
            self._connections.discard(connection)
            self._left(connection)
        return ws

    async def _converse(self, connection: Connection, version: str) -> None:
        if version != "10":
            raise Closed(4012, "Invalid API version")
        connection.send(Op.HELLO, {"heartbeat_interval": HEARTBEAT_MS, "_trace": []})
        async for payload in connection.read():
            self._hear(connection, payload["op"], payload.get("d"))

    def _hear(self, connection: Connection, op: int, data: Any) -> None:
        match op:
            case Op.HEARTBEAT:
                asyncio.get_running_loop().call_later(ACK_SECONDS, connection.send, Op.ACK)
            case Op.IDENTIFY:
                self._identify(connection, data)
            case Op.RESUME:
                self._resume(connection, data)
            case Op.PRESENCE | Op.VOICE:
                self._session_of(connection)
            case Op.REQUEST_MEMBERS:
                self._request_members(self._session_of(connection), data)
            case _:
                raise Closed(4001, "Unknown opcode.")

    def _session_of(self, connection: Connection) -> Session:
        for session in self.sessions.values():
            if session.connection is connection:
                return session
        raise Closed(4003, "Not authenticated.")

    def _identify(self, connection: Connection, data: Json) -> None:
        if any(session.connection is connection for session in self.sessions.values()):
            raise Closed(4005, "Already authenticated.")
        if str(data.get("token", "")).removeprefix("Bot ") != self._world.token:
            raise Closed(4004, "Authentication failed.")
        session = Session(self._intents(data.get("intents")), _shard(data.get("shard")))
        self.sessions[session.id] = session
        session.connection = connection
        guilds = [guild for guild in self._world.guilds.values() if self._world.bot.id in guild.members and session.covers(guild.id)]
        session.push("READY", self._ready(session, guilds))
        for guild in guilds:
            if guild.available and session.intents & Intent.GUILDS:
                session.push("GUILD_CREATE", self._guild(session, guild))
        self._tell("CONNECTION", connected=True)

    def _guild(self, session: Session, guild: Guild) -> Json:
        everyone = bool(session.intents & Intent.GUILD_MEMBERS)
        return payloads.guild_create_json(guild, self._world.bot.id, everyone=everyone)

    def _intents(self, asked: Any) -> Intent:
        if not isinstance(asked, int) or asked & ~KNOWN_INTENTS:
            raise Closed(4013, "Invalid intent(s).")
        if asked & PRIVILEGED & ~self.privileged:
            raise Closed(4014, "Disallowed intent(s).")
        return Intent(asked)

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10,
            "user": payloads.own_user_json(self._world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": str(self._world.bot.id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "_trace": [],
        }

    def _resume(self, connection: Connection, data: Json) -> None:
        if str(data.get("token", "")).removeprefix("Bot ") != self._world.token:
            raise Closed(4004, "Authentication failed.")
        session = self.sessions.get(str(data.get("session_id")))
        sequence = data.get("seq")
        if session is None:
            connection.send(Op.INVALID_SESSION, False)
            return
        if not isinstance(sequence, int) or sequence > session.sequence:
            raise Closed(4007, "Invalid seq.")
        session.connection = connection
        for number, text in session.sent:
            if number > sequence:
                connection.send_text(text)
        session.push("RESUMED", {"_trace": []})
        self._tell("CONNECTION", connected=True)

    def _request_members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(int(data["guild_id"]))
        if guild is None or self._world.bot.id not in guild.members:
            return
        wanted = data.get("user_ids") or []
        ids = {int(user_id) for user_id in (wanted if isinstance(wanted, list) else [wanted])}
        query = str(data.get("query") or "").lower()
        found = [m for m in guild.members.values() if (m.user.id in ids if ids else m.name.lower().startswith(query))]
        chunk = {"guild_id": str(guild.id), "members": [payloads.member_json(m) for m in found], "chunk_index": 0, "chunk_count": 1}
        session.push("GUILD_MEMBERS_CHUNK", chunk | ({"nonce": data["nonce"]} if data.get("nonce") else {}))

    def _left(self, connection: Connection) -> None:
        for session in tuple(self.sessions.values()):
            if session.connection is connection:
                session.connection = None
                if connection.said_goodbye:
                    self._forget(session)
        self._tell("CONNECTION", connected=self.connected)

    def _forget(self, session: Session) -> None:
        self.sessions.pop(session.id, None)

    def _redacted(self, session: Session, event: str, payload: Json) -> Json:
        """Without the content intent a bot reads only its own messages, those that mention it, and those sent to it directly."""
        if not event.startswith("MESSAGE_") or "author" not in payload or session.intents & Intent.MESSAGE_CONTENT:
            return payload
        own = str(self._world.bot.id)
        if "guild_id" not in payload or payload["author"]["id"] == own or any(user["id"] == own for user in payload["mentions"]):
            return payload
        return payload | {"content": "", "embeds": [], "attachments": [], "components": []}


def _shard(asked: Any) -> tuple[int, int]:
    if asked is None:
        return 0, 1
    if not (isinstance(asked, list) and len(asked) == 2 and all(isinstance(n, int) for n in asked) and 0 <= asked[0] < asked[1]):
        raise Closed(4010, "Invalid shard.")
    return asked[0], asked[1]
