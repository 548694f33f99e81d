"""The world in Discord's JSON: one function a noun, ids as strings, every key that its API description requires."""

from __future__ import annotations

from datetime import datetime

from playground.permissions import rights
from playground.world import CATEGORY, Channel, File, Guild, Json, Member, Message, Role, User, World

UPLOAD_LIMIT = 10 * 1024 * 1024


def stamp(at: datetime | None) -> str | None:
    """An instant as Discord writes it."""
    return at.isoformat(timespec="microseconds") if at else None


def user_json(user: User) -> Json:
    return {
        "id": str(user.id),
        "username": user.name if user.bot else user.name.lower(),
        "discriminator": "0000" if user.bot else "0",
        "global_name": None if user.bot else user.name,
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user_json(user: User) -> Json:
    """The bot's own account, as it alone may read it."""
    return user_json(user) | {"mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}


def application_json(world: World) -> Json:
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": user_json(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "00" * 32,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_json(world.users[world.home.owner_id]),
        "team": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }


def member_json(member: Member) -> Json:
    return {
        "user": user_json(member.user),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(role_id) for role_id in member.roles],
        "joined_at": stamp(member.joined),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def role_json(role: Role, bot_id: int | None = None) -> Json:
    """A role; `bot_id` marks the managed role that a bot brought along."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    } | ({"tags": {"bot_id": str(bot_id)}} if bot_id and role.managed else {})


def channel_json(channel: Channel) -> Json:
    if channel.recipient:
        return _direct_json(channel, channel.recipient)
    answer: Json = {
        "id": str(channel.id),
        "type": channel.kind,
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "position": channel.position,
        "parent_id": None,
        "flags": 0,
        "permission_overwrites": [
            {"id": str(overwrite.id), "type": overwrite.kind, "allow": str(int(overwrite.allow)), "deny": str(int(overwrite.deny))}
            for overwrite in channel.overwrites.values()
        ],
    }
    if channel.kind == CATEGORY:
        return answer
    return answer | {"topic": channel.topic, "nsfw": False, "rate_limit_per_user": 0, "last_message_id": _last_message_id(channel)}


def _direct_json(channel: Channel, recipient: User) -> Json:
    return {
        "id": str(channel.id),
        "type": channel.kind,
        "last_message_id": _last_message_id(channel),
        "flags": 0,
        "recipients": [user_json(recipient)],
    }


def _last_message_id(channel: Channel) -> str | None:
    last = next((message.id for message in reversed(channel.messages.values()) if message.seen_by is None), None)
    return str(last) if last else None


def partial_channel_json(world: World, channel: Channel, user: User) -> Json:
    """A channel as interactions carry it: with the permissions that the acting user has there."""
    return channel_json(channel) | {"permissions": str(rights(world, channel, user))}


def guild_json(guild: Guild, bot_id: int) -> Json:
    """A guild as REST answers it."""
    nothing = ("icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id", "afk_channel_id")
    nowhere = ("system_channel_id", "widget_channel_id", "max_presences", "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id")
    return {
        **dict.fromkeys((*nothing, *nowhere, "public_updates_channel_id", "incidents_data")),
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "region": "deprecated",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 0,
        "roles": [role_json(role, bot_id) for role in guild.roles.values()],
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "features": [],
        "emojis": [],
        "stickers": [],
    }


def guild_create_json(guild: Guild, bot_id: int, *, everyone: bool) -> Json:
    """A guild as the gateway sends it; without the members intent it names only the bot itself."""
    members = guild.members.values() if everyone else [guild.members[bot_id]]
    nothing = ("threads", "presences", "voice_states", "stage_instances", "guild_scheduled_events", "soundboard_sounds")
    return {
        **guild_json(guild, bot_id),
        **{key: [] for key in nothing},
        "joined_at": stamp(guild.members[bot_id].joined),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [member_json(member) for member in members],
        "channels": [channel_json(channel) for channel in guild.channels.values()],
    }


def file_json(file: File) -> Json:
    answer: Json = {
        "id": str(file.id),
        "filename": file.name,
        "size": len(file.data),
        "url": file.url,
        "proxy_url": file.url,
        "content_type": file.content_type,
    }
    return answer | ({"description": file.description} if file.description else {}) | ({"ephemeral": True} if file.ephemeral else {})


def message_json(world: World, message: Message) -> Json:
    """A message as REST answers it and, with guild and member added, as the gateway sends it."""
    answer: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": message.kind,
        "content": message.content,
        "author": user_json(message.author),
        "timestamp": stamp(message.sent),
        "edited_timestamp": stamp(message.edited),
        "tts": False,
        "mention_everyone": message.everyone_pinged,
        "mentions": [user_json(user) for user in message.users_pinged],
        "mention_roles": [str(role_id) for role_id in message.roles_pinged],
        "attachments": [file_json(file) for file in message.files],
        "embeds": message.embeds,
        "components": message.components,
        "pinned": False,
        "flags": message.flags,
    }
    if message.nonce is not None:
        answer["nonce"] = message.nonce
    if message.webhook_id:
        answer |= {"webhook_id": str(message.webhook_id), "application_id": str(message.webhook_id)}
    if message.interaction:
        answer["interaction_metadata"] = message.interaction
    return answer | (_reply_json(world, message) if message.reply_to else {})


def _reply_json(world: World, message: Message) -> Json:
    channel = world.channels.get(message.channel_id)
    earlier = channel.messages.get(message.reply_to or 0) if channel else None
    reference = {"type": 0, "channel_id": str(message.channel_id), "message_id": str(message.reply_to)}
    if channel and channel.guild_id:
        reference["guild_id"] = str(channel.guild_id)
    if earlier is None:
        return {"message_reference": reference, "referenced_message": None}
    shown = {key: value for key, value in message_json(world, earlier).items() if key not in ("referenced_message", "message_reference")}
    return {"message_reference": reference, "referenced_message": shown}
