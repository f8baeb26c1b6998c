"""Every setting of In Beeld, read from the environment (prefix INBEELD_) or from a file `.env`."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent


class Settings(BaseSettings):
    """Where the data is and how strict the program is; frozen, so one run has one set of rules."""

    model_config = SettingsConfigDict(
        env_prefix="INBEELD_",
        env_file=PROJECT / ".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a message must not show a secret
    )

    deliveries: Path | None = Field(
        default=None, description="Folder with the delivery files. Empty: the synthetic region is used."
    )
    store: Path = Field(
        default=PROJECT / "var" / "store",
        description="Folder of the vault, the releases and the monitor. The app itself reads only the releases.",
    )
    key_secret: SecretStr | None = Field(
        default=None,
        description="Secret that replaces pupil keys by a keyed hash, at least 32 bytes. "
        "Needed for real deliveries; voorbeelddata uses a fixed demonstration key.",
    )
    keep_releases: int = Field(default=3, ge=1, description="How many releases are kept for a rollback.")
    memory_limit: str = Field(default="2GB", description="Memory that DuckDB may use while a release is built.")
    threads: int = Field(default=0, ge=0, description="Threads for a build; 0 means all cores.")
    language: str = Field(default="nl", pattern="^(nl|en)$", description="Language of the dashboard at the start.")
