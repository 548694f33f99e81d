"""Messages of channels: create, edit, delete, read; and the making of a message from a form, which interactions share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from playground import checks, payloads, refusal
from playground.components import IS_V2, Answered, texts
from playground.permissions import Permission, rights
from playground.rest import Call, Route, Upload
from playground.state import State
from playground.world import DIRECT, TEXT, Channel, File, Guild, Json, Message, World

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SILENT = 1 << 2, 1 << 6, 1 << 7, 1 << 12
SETTABLE = SUPPRESS_EMBEDS | SILENT | IS_V2
NONCE_LIFE = timedelta(minutes=3)
REPLY = 19
PINGS = re.compile(r"<@(?P<role>&)?!?(?P<id>\d+)>|@(?P<everyone>everyone|here)\b")


class Messages:
    """The routes of channel messages."""

    def __init__(self, state: State) -> None:
        self._state, self._world = state, state.world
        self._by_nonce: dict[str | int, Message] = {}

    def routes(self) -> list[Route]:
        one, many = "/channels/{channel_id}/messages/{message_id}", "/channels/{channel_id}/messages"
        return [
            Route("POST", many, self.create, check=checks.new_message),
            Route("GET", many, self.history),
            Route("GET", one, self.get),
            Route("PATCH", one, self.edit, check=checks.edited_message),
            Route("DELETE", one, self.delete),
            Route("POST", "/channels/{channel_id}/typing", self.typing),
        ]

    async def create(self, call: Call) -> Json:
        channel, may = self._enter(call)
        if channel.kind not in (TEXT, DIRECT):
            raise refusal.Refusal(400, 50008, "Cannot send messages in a non-text channel")
        needed = Permission.SEND_MESSAGES
        needed |= Permission.ATTACH_FILES if call.files else Permission(0)
        needed |= Permission.EMBED_LINKS if call.body.get("embeds") else Permission(0)
        needed |= Permission.READ_MESSAGE_HISTORY if call.body.get("message_reference") else Permission(0)
        if may & needed != needed:
            raise refusal.missing_permissions()
        if channel.recipient and not (channel.recipient.takes_directs and self._world.shares_guild(channel.recipient)):
            raise refusal.not_to_this_user()
        if earlier := self._same_nonce(call.body):
            return self._shown(earlier)
        message = Message(self._world.new_id(), channel.id, self._world.bot, self._world.now, nonce=call.body.get("nonce"))
        self._refer(channel, message, call.body.get("message_reference"))
        write(self._state, message, call.body, call.files)
        ping(self._world, message, call.body.get("allowed_mentions"), everyone=bool(may & Permission.MENTION_EVERYONE))
        self._state.post(message)
        if message.nonce:
            self._by_nonce.pop(message.nonce, None)  # the newest comes last
            self._by_nonce[message.nonce] = message
        return self._shown(message)

    async def edit(self, call: Call) -> Json:
        channel, may = self._enter(call)
        message = self._find(channel, call.id("message_id"))
        if message.author is not self._world.bot:
            raise refusal.Refusal(403, 50005, "Cannot edit a message authored by another user")
        if call.files and not may & Permission.ATTACH_FILES:
            raise refusal.missing_permissions()
        rewrite(self._state, message, call.body, call.files)
        ping(self._world, message, call.body.get("allowed_mentions"), everyone=bool(may & Permission.MENTION_EVERYONE))
        self._state.change(message)
        return self._shown(message)

    async def delete(self, call: Call) -> None:
        channel, may = self._enter(call)
        message = self._find(channel, call.id("message_id"))
        if message.author is not self._world.bot and not may & Permission.MANAGE_MESSAGES:
            raise refusal.missing_permissions()
        self._state.delete(message)

    async def get(self, call: Call) -> Json:
        channel, may = self._enter(call)
        if not may & Permission.READ_MESSAGE_HISTORY:
            raise refusal.missing_access()
        return self._shown(self._find(channel, call.id("message_id")))

    async def history(self, call: Call) -> list[Json]:
        channel, may = self._enter(call)
        limit = checks.number(call.query, "limit", 50, 1, 100)
        if not may & Permission.READ_MESSAGE_HISTORY:
            return []
        public = [message for message in channel.messages.values() if message.seen_by is None]
        return [self._shown(message) for message in _page(public, call, limit)]

    async def typing(self, call: Call) -> None:
        _, may = self._enter(call)
        if not may & Permission.SEND_MESSAGES:
            raise refusal.missing_permissions()

    def _enter(self, call: Call) -> tuple[Channel, int]:
        """The channel of the path and what the bot may do there; refused where it may not even look."""
        return enter(self._world, call.id("channel_id"))

    def _find(self, channel: Channel, message_id: int) -> Message:
        message = channel.messages.get(message_id)
        if message is None or message.seen_by is not None:
            raise refusal.unknown_message()
        return message

    def _same_nonce(self, body: Json) -> Message | None:
        """The bot's own message of the last few minutes with this nonce, in whichever channel; Discord's words name no channel."""
        oldest = self._world.now - NONCE_LIFE
        while self._by_nonce and (first := next(iter(self._by_nonce.items())))[1].sent < oldest:
            del self._by_nonce[first[0]]
        return self._by_nonce.get(body.get("nonce") or "") if body.get("enforce_nonce") else None

    def _refer(self, channel: Channel, message: Message, reference: Any) -> None:
        if not reference:
            return
        wanted = int(reference["message_id"])
        if wanted not in channel.messages and reference.get("fail_if_not_exists", True):
            problems = refusal.Problems()
            problems.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            problems.refuse()
        message.kind, message.reply_to = REPLY, wanted

    def _shown(self, message: Message) -> Json:
        return payloads.message_json(self._world, message)


def enter(world: World, channel_id: int) -> tuple[Channel, int]:
    """A channel and the bot's permission bits in it; 10003 where there is none, 50001 where the bot may not look."""
    channel = world.channels.get(channel_id)
    if channel is None:
        raise refusal.unknown_channel()
    bits = rights(world, channel, world.bot)
    if not bits & Permission.VIEW_CHANNEL:
        raise refusal.missing_access()
    return channel, bits


def write(state: State, message: Message, body: Json, files: dict[int, Upload], *, settable: int = SETTABLE) -> None:
    """Fill a new message from a form."""
    message.content = body.get("content") or ""
    message.flags |= (body.get("flags") or 0) & settable
    message.files = keep_uploads(state, message.channel_id, body, files)
    message.embeds = [embed_json(embed) for embed in body.get("embeds") or []]
    message.components = Answered(message.files, state.world.new_id).all(body.get("components") or [])


def rewrite(state: State, message: Message, body: Json, files: dict[int, Upload]) -> None:
    """Change a message: what the form does not name stays as it was."""
    flags = message.flags | ((body.get("flags") or 0) & SETTABLE)
    checks.change_of(message, body, v2=bool(flags & IS_V2))
    message.flags = flags
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = [embed_json(embed) for embed in body["embeds"] or []]
    if body.get("attachments") is not None:
        kept = {str(attachment.get("id")) for attachment in body["attachments"]}
        message.files = [file for file in message.files if str(file.id) in kept]
    message.files += keep_uploads(state, message.channel_id, body, files)
    if "components" in body:
        message.components = Answered(message.files, state.world.new_id).all(body["components"] or [])


def keep_uploads(state: State, channel_id: int, body: Json, files: dict[int, Upload]) -> list[File]:
    """Store a form's files; each is described by the entry of `attachments` that has its index for an id."""
    if sum(len(upload.data) for upload in files.values()) > payloads.UPLOAD_LIMIT:
        raise refusal.too_large()
    described = {str(attachment.get("id")): attachment for attachment in body.get("attachments") or []}
    kept = []
    for index, upload in sorted(files.items()):
        about = described.get(str(index), {})
        name = about.get("filename") or upload.name
        kept.append(state.keep_file(name, upload.data, f"attachments/{channel_id}", upload.content_type, about.get("description")))
    return kept


def ping(world: World, message: Message, allowed: Json | None, *, everyone: bool) -> None:
    """Work out whom a message pings, as Discord does: everybody named in it, unless the form's allowed_mentions says less."""
    guild = world.guild_of(world.channels[message.channel_id])
    text = "\n".join([message.content, *texts(message.components)])
    named = list(PINGS.finditer(text))
    users = [int(found["id"]) for found in named if found["id"] and not found["role"]]
    roles = [int(found["id"]) for found in named if found["role"]]
    parse = ["users", "roles", "everyone"] if allowed is None else allowed.get("parse") or []
    only_users = {int(user_id) for user_id in (allowed or {}).get("users") or []}
    only_roles = {int(role_id) for role_id in (allowed or {}).get("roles") or []}
    message.users_pinged = _known(world, [user for user in users if "users" in parse or user in only_users])
    asked = [role for role in roles if "roles" in parse or role in only_roles]
    message.roles_pinged = _pingable(guild, asked, everyone=everyone) if guild else []
    message.everyone_pinged = everyone and "everyone" in parse and any(found["everyone"] for found in named)


def _known(world: World, ids: Sequence[int]) -> list[Any]:
    return [world.users[user_id] for user_id in dict.fromkeys(ids) if user_id in world.users]


def _pingable(guild: Guild, ids: Sequence[int], *, everyone: bool) -> list[int]:
    return [role for role in dict.fromkeys(ids) if role in guild.roles and (everyone or guild.roles[role].mentionable)]


def embed_json(embed: Json) -> Json:
    """An embed as Discord answers it: type filled in, nothing null, links to pictures proxied."""
    answer = {key: value for key, value in embed.items() if value is not None} | {"type": "rich"}
    answer["fields"] = [{"inline": False} | {k: v for k, v in field.items() if v is not None} for field in embed.get("fields") or []]
    for key in ("image", "thumbnail"):
        if key in answer:
            answer[key] = {"url": answer[key]["url"], "proxy_url": answer[key]["url"], "width": 0, "height": 0}
    return answer if answer["fields"] else {key: value for key, value in answer.items() if key != "fields"}


def _page(messages: list[Message], call: Call, limit: int) -> list[Message]:
    """A page of history, newest first: before, after or around a message, else the latest."""
    bounds = {name: checks.snowflake(call.query, name) for name in ("before", "after", "around") if name in call.query}
    if "before" in bounds:
        return [m for m in messages if m.id < bounds["before"]][-limit:][::-1]
    if "after" in bounds:
        return [m for m in messages if m.id > bounds["after"]][:limit][::-1]
    if middle := bounds.get("around"):
        older = [m for m in messages if m.id <= middle][-(limit // 2 + 1) :]
        newer = [m for m in messages if m.id > middle][: limit // 2]
        return (older + newer)[-limit:][::-1]
    return messages[-limit:][::-1]
