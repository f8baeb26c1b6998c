"""Every setting of In Beeld, read from the environment (prefix INBEELD_) or from a file `.env`."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent
SECRETS = Path("/run/secrets")
THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


class Settings(BaseSettings):
    """Where the data is and how strict the program is; frozen, so one run has one set of rules."""

    model_config = SettingsConfigDict(
        env_prefix="INBEELD_",
        env_file=PROJECT / ".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a message must not show a secret
        # Secrets as files, as containers have them: /run/secrets/inbeeld_key_secret.
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
    )

    deliveries: Path | None = Field(
        default=None, description="Folder with the delivery files. Empty: the synthetic region is used."
    )
    profiles: Path | None = Field(
        default=PROJECT / "profiles",
        description="Folder with source profiles, for exports that are no standard delivery. "
        "Those that come with In Beeld read only names of their own, such as magister_99XX00_2024.xlsx.",
    )
    store: Path = Field(
        default=PROJECT / "var" / "store",
        description="Folder of the vault, the releases and the monitor. The app itself reads only the releases.",
    )
    monitor: Path | None = Field(
        default=None,
        description="Folder of monitor.sqlite, which the app also writes. Empty: the store.",
    )
    key_secret: SecretStr | None = Field(
        default=None,
        description="Secret that replaces pupil keys by a keyed hash, at least 32 bytes. "
        "Needed for real deliveries; voorbeelddata uses a fixed demonstration key.",
    )
    keep_releases: int = Field(default=3, ge=1, description="How many releases are kept for a rollback.")
    retention_years: int = Field(
        default=5, ge=1, description="Years after the end of a school year in which facts about its pupils are kept."
    )
    retention_quarantine_months: int = Field(
        default=12, ge=1, description="Months in which lists of faulty lines and replaced readings are kept."
    )
    retention_raw_days: int = Field(
        default=90, ge=1, description="Days in which a delivery file is kept after it was read."
    )
    memory_limit: str = Field(
        default="1GB",
        description="Memory that DuckDB may use while a release is built; what does not fit goes to disk. The "
        "program itself takes about 0.6 GB beside it for a whole country.",
    )
    threads: int = Field(
        default=0, ge=0, description="Threads for a build, and processes that help it; 0 means all cores."
    )
    hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        description="Names under which the dashboard is reached, with commas; requests for another host are refused.",
    )
    roles: Path | None = Field(
        default=None, description="File with the role table: which claim of the identity provider gives which role."
    )
    idle_minutes: int = Field(default=30, ge=1, description="Who does nothing for so long, has to log in again.")
    audit: Path | None = Field(
        default=None, description="Folder of the log of what was seen and exported. Empty: audit/ in the store."
    )
    demonstration_editing: bool | None = Field(
        default=None,
        description="Whether visitors of a demonstration (voorbeelddata, without a login) may try to edit the monitor, "
        "in a copy of it. Empty: only where the dashboard is reached on this machine alone (see hosts).",
    )
    contact: str = Field(default="", description="Whom somebody without access can ask: a name, telephone or e-mail.")
    language: str = Field(
        default="nl",
        pattern="^(nl|en)$",
        description="Language of the dashboard at the start, and of the command line.",
    )

    @property
    def monitor_folder(self) -> Path:
        """Where the monitor stands."""
        return self.monitor or self.store

    @property
    def may_try_editing(self) -> bool:
        """Whether the monitor of a demonstration can be edited."""
        if self.demonstration_editing is not None:
            return self.demonstration_editing
        return {host.strip() for host in self.hosts.split(",")} <= THIS_MACHINE
