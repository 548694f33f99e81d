"""The only reader of the environment: every setting, checked at once, secrets hidden.

Values come from the environment, then from a file `.env` in the working directory; an empty value counts as unset.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from briefings.errors import DatelineError

DISCORD_API = "https://discord.com/api/v10"


class SettingsInvalid(DatelineError):
    """These settings cannot be used: {problems} Mend them in the environment or in .env; .env.example explains each one."""


class TokenFileUnreadable(DatelineError):
    """DISCORD_TOKEN_FILE names {path}, which cannot be read ({reason}): name a file that holds the bot token and nothing else."""


def _http_url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("it must start with http:// or https://")
    return value.rstrip("/")


Url = Annotated[str, AfterValidator(_http_url)]


class Settings(BaseSettings):
    """Everything that whoever runs the bot can set; `load` is the way to get one."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True)

    token: SecretStr | None = Field(None, validation_alias="DISCORD_TOKEN", description="The bot's token; unset, the playground starts.")
    token_file: Path | None = Field(None, validation_alias="DISCORD_TOKEN_FILE", description="A file that holds the token instead.")
    api_url: Url = Field(DISCORD_API, validation_alias="DISCORD_API_URL", description="Another Discord-compatible server's REST address.")
    database: Path = Field(Path("data/dateline.db"), validation_alias="DATELINE_DATABASE", description="The SQLite file.")
    backup_folder: Path | None = Field(
        None,
        validation_alias="DATELINE_BACKUP_FOLDER",
        description="Where the nightly backups go; unset, the folder backups beside the database.",
    )
    backups_kept: int = Field(
        7, ge=0, le=1000, validation_alias="DATELINE_BACKUPS_KEPT", description="How many nightly backups are kept; 0 makes none."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", validation_alias="DATELINE_LOG_LEVEL", description="How much the log says."
    )
    playground_port: int = Field(
        8765, ge=0, le=65535, validation_alias="DATELINE_PLAYGROUND_PORT", description="The playground's port; 0 takes a free one."
    )
    sends_per_second: float = Field(
        45, gt=0, le=50, validation_alias="DATELINE_SENDS_PER_SECOND", description="Messages a second for the whole bot."
    )
    send_workers: int = Field(20, ge=1, le=200, validation_alias="DATELINE_SEND_WORKERS", description="Messages under way at a time.")
    tick_seconds: float = Field(
        1, ge=0.05, le=60, validation_alias="DATELINE_TICK_SECONDS", description="How often due briefings are looked for."
    )
    model_idle_seconds: float = Field(
        300, ge=1, validation_alias="DATELINE_MODEL_IDLE_SECONDS", description="When the language model is let go after its last article."
    )
    clock_url: Url | None = Field(
        None, validation_alias="DATELINE_CLOCK_URL", description="A playground's clock to follow instead of the machine's."
    )

    @classmethod
    def load(cls, env_file: Path | None = Path(".env")) -> Self:
        """The settings as they stand now; raises SettingsInvalid with every bad value at once."""
        try:
            return cls(_env_file=env_file)  # type: ignore[call-arg]  # a keyword of BaseSettings that its synthesized signature hides
        except ValidationError as error:
            raise SettingsInvalid(problems=" ".join(_sentence(problem["loc"], problem["msg"]) for problem in error.errors())) from None

    def secret(self) -> str | None:
        """The bot's token from DISCORD_TOKEN or DISCORD_TOKEN_FILE, None if neither is set; raises TokenFileUnreadable."""
        if self.token is not None:
            return self.token.get_secret_value().strip() or None
        if self.token_file is None:
            return None
        try:
            return self.token_file.read_text("utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise TokenFileUnreadable(path=self.token_file, reason=reason) from None

    @property
    def backups(self) -> Path:
        """The folder of the nightly backups."""
        return self.backup_folder or self.database.parent / "backups"

    @property
    def playground_database(self) -> Path:
        """The playground's own file beside the database, so that play never touches a real server's rows."""
        return self.database.with_stem(f"{self.database.stem}-playground")


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    """One problem in words; the bad value itself is left out, as it may be a secret."""
    reason = message.removeprefix("Value error, ")
    return f"{'.'.join(map(str, location))}: {reason[:1].lower()}{reason[1:]}."
