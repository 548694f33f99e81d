"""How Discord says no: a status, a code, a sentence, and for forms the fields that were wrong."""

from __future__ import annotations

from typing import Any

Path = tuple[str | int, ...]


class Refusal(Exception):
    """A request that gets an error for an answer; code and message are those Discord documents ("JSON Error Codes")."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.body: dict[str, Any] = {"code": code, "message": message} | ({"errors": errors} if errors else {})


class Problems:
    """Collects what is wrong with a form and refuses it as a whole, in the nested shape of Discord's 50035."""

    def __init__(self) -> None:
        self._errors: dict[str, Any] = {}

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one fault at a field; an empty path means the form as a whole."""
        place = self._errors
        for key in path:
            place = place.setdefault(str(key), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def refuse(self) -> None:
        """Raise the refusal if anything was noted."""
        if self._errors:
            raise Refusal(400, 50035, "Invalid Form Body", self._errors)


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def not_found() -> Refusal:
    return Refusal(404, 0, "404: Not Found")


def unknown_channel() -> Refusal:
    return Refusal(404, 10003, "Unknown Channel")


def unknown_guild() -> Refusal:
    return Refusal(404, 10004, "Unknown Guild")


def unknown_member() -> Refusal:
    return Refusal(404, 10007, "Unknown Member")


def unknown_message() -> Refusal:
    return Refusal(404, 10008, "Unknown Message")


def unknown_user() -> Refusal:
    return Refusal(404, 10013, "Unknown User")


def unknown_webhook() -> Refusal:
    return Refusal(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refusal:
    return Refusal(404, 10062, "Unknown interaction")


def unknown_command() -> Refusal:
    return Refusal(404, 10063, "Unknown application command")


def already_answered() -> Refusal:
    return Refusal(400, 40060, "Interaction has already been acknowledged.")


def too_large() -> Refusal:
    return Refusal(413, 40005, "Request entity too large")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def not_to_this_user() -> Refusal:
    return Refusal(403, 50007, "Cannot send messages to this user")


def invalid_recipient() -> Refusal:
    return Refusal(400, 50033, "Invalid Recipient(s)")


def invalid_webhook_token() -> Refusal:
    return Refusal(401, 50027, "Invalid Webhook Token")
