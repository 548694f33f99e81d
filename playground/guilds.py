"""Routes about the bot itself, its direct channels, its guilds, their channels, roles and members; most only read."""

from __future__ import annotations

from playground import checks, payloads, refusal
from playground.gateway import Intent
from playground.messages import enter
from playground.permissions import in_guild
from playground.rest import Call, Route
from playground.state import State
from playground.world import Guild, Json


class Guilds:
    """What the bot may look up."""

    def __init__(self, state: State) -> None:
        self._state, self._world = state, state.world

    def routes(self) -> list[Route]:
        guild = "/guilds/{guild_id}"
        return [
            Route("GET", "/gateway", self.gateway, token=False),
            Route("GET", "/gateway/bot", self.gateway_bot),
            Route("GET", "/users/@me", self.me),
            Route("GET", "/users/@me/guilds", self.my_guilds),
            Route("DELETE", "/users/@me/guilds/{guild_id}", self.leave),
            Route("POST", "/users/@me/channels", self.open_direct),
            Route("GET", "/users/{user_id}", self.user),
            Route("GET", "/applications/@me", self.application),
            Route("GET", "/oauth2/applications/@me", self.application),
            Route("GET", "/channels/{channel_id}", self.channel),
            Route("GET", guild, self.guild),
            Route("GET", f"{guild}/channels", self.channels),
            Route("GET", f"{guild}/roles", self.roles),
            Route("GET", f"{guild}/roles/{{role_id}}", self.role),
            Route("GET", f"{guild}/members", self.members),
            Route("GET", f"{guild}/members/{{user_id}}", self.member),
        ]

    async def gateway(self, call: Call) -> Json:
        return {"url": self._state.gateway.url}

    async def gateway_bot(self, call: Call) -> Json:
        start = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return {"url": self._state.gateway.url, "shards": 1, "session_start_limit": start}

    async def me(self, call: Call) -> Json:
        return payloads.own_user_json(self._world.bot)

    async def application(self, call: Call) -> Json:
        return payloads.application_json(self._world)

    async def my_guilds(self, call: Call) -> list[Json]:
        limit = checks.number(call.query, "limit", 200, 1, 200)
        after = checks.snowflake(call.query, "after")
        joined = sorted((guild for guild in self._world.guilds.values() if self._world.bot.id in guild.members), key=lambda guild: guild.id)
        return [
            {
                "id": str(guild.id),
                "name": guild.name,
                "icon": None,
                "banner": None,
                "owner": guild.owner_id == self._world.bot.id,
                "permissions": str(in_guild(guild, guild.members[self._world.bot.id])),
                "features": [],
            }
            for guild in joined
            if guild.id > after
        ][:limit]

    async def leave(self, call: Call) -> None:
        self._state.bot_leaves(self._guild(call))

    async def open_direct(self, call: Call) -> Json:
        """Whether the user takes direct messages shows only when one is sent."""
        recipient = str(checks.as_object(call.body).get("recipient_id"))
        user = self._world.users.get(int(recipient)) if recipient.isdecimal() else None
        if user is None:
            raise refusal.invalid_recipient()
        if user.bot:
            raise refusal.not_to_this_user()
        return payloads.channel_json(self._world.direct_channel(user))

    async def user(self, call: Call) -> Json:
        user = self._world.users.get(call.id("user_id"))
        if user is None:
            raise refusal.unknown_user()
        return payloads.user_json(user)

    async def channel(self, call: Call) -> Json:
        channel, _ = enter(self._world, call.id("channel_id"))
        return payloads.channel_json(channel)

    async def guild(self, call: Call) -> Json:
        guild = self._guild(call)
        counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": len(guild.members)}
        return payloads.guild_json(guild, self._world.bot.id) | (counts if call.query.get("with_counts") in ("1", "true") else {})

    async def channels(self, call: Call) -> list[Json]:
        return [payloads.channel_json(channel) for channel in self._guild(call).channels.values()]

    async def roles(self, call: Call) -> list[Json]:
        return [payloads.role_json(role, self._world.bot.id) for role in self._guild(call).roles.values()]

    async def role(self, call: Call) -> Json:
        role = self._guild(call).roles.get(call.id("role_id"))
        if role is None:
            raise refusal.Refusal(404, 10011, "Unknown Role")
        return payloads.role_json(role, self._world.bot.id)

    async def members(self, call: Call) -> list[Json]:
        guild = self._guild(call)
        if not self._state.gateway.privileged & Intent.GUILD_MEMBERS:
            raise refusal.missing_access()
        limit, after = checks.number(call.query, "limit", 1, 1, 1000), checks.snowflake(call.query, "after")
        found = sorted((member for user_id, member in guild.members.items() if user_id > after), key=lambda member: member.user.id)
        return [payloads.member_json(member) for member in found[:limit]]

    async def member(self, call: Call) -> Json:
        member = self._guild(call).members.get(call.id("user_id"))
        if member is None:
            raise refusal.unknown_member()
        return payloads.member_json(member)

    def _guild(self, call: Call) -> Guild:
        guild = self._world.guilds.get(call.id("guild_id"))
        if guild is None:
            raise refusal.unknown_guild()
        if self._world.bot.id not in guild.members:
            raise refusal.missing_access()
        return guild
