"""A dashboard on which people log in: a provider of OpenID Connect on this machine, data that is not voorbeelddata."""

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import oidc_provider_mock as provider
import pytest
from playwright.sync_api import Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from bootstrap import dashboard
from tests.browser.conftest import Visitor
from tests.pages.shown import rows
from tests.real import ROLES, as_real
from warehouse.monitor.store import path_in

SECRET = "c" * 64
COOKIE = "_streamlit_user"


@dataclass(frozen=True)
class Served:
    """A dashboard with real data, the store it shows, and the schools of those who are a school, with their names."""

    address: str
    store: Path
    schools: tuple[tuple[str, str], ...]

    @property
    def school(self) -> str:
        """The school of the person who logs in as `school`."""
        return self.schools[0][0]


@contextmanager
def served_with_login(folder: Path, small_store: Path, port: int, address: str | None = None) -> Iterator[Served]:
    """The dashboard on this port; address: under which people reach it, where that is another one."""
    store = as_real(small_store, folder / "store")
    shutil.copy(path_in(small_store), path_in(store))
    found = rows(
        store, "select distinct school, naam from mart_scholen where levering = 'per_leerling' order by school"
    )
    people = [
        provider.User(sub="rea", claims={"name": "Noor <b>", "groups": ["woerden"]}),
        provider.User(sub="school", claims={"name": "Sam", "groups": ["school"], "schools": [found[0][0]]}),
    ]
    own = f"http://{dashboard.HOST}:{port}"
    with ExitStack() as left:
        idp = left.enter_context(provider.run_server_in_thread(user_claims=people))
        secrets, roles = folder / "secrets.toml", folder / "roles.toml"
        secrets.write_text(
            f"""
            [auth]
            redirect_uri = "{address or own}/oauth2callback"
            cookie_secret = "{SECRET}"
            client_id = "in-beeld"
            client_secret = "{"s" * 32}"
            server_metadata_url = "http://localhost:{idp.server_port}/.well-known/openid-configuration"
            """,
            encoding="utf-8",
        )
        roles.write_text(ROLES, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:  # the server takes it along; other tests do not
            patch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
            patch.setenv("INBEELD_ROLES", str(roles))
            patch.setenv("INBEELD_CONTACT", "de helpdesk")
            patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # nothing leaves this machine
            left.enter_context(dashboard.serving(port, store))
        yield Served(address or own, store, tuple(found))


def cookie(visitor: Visitor, secret: str = SECRET, **claims: Any) -> Any:
    """What Streamlit keeps of a login in the browser."""
    now = time.time()
    told = {"iss": "idp", "sub": f"{claims}", "name": "Noor", "iat": now - 1, "exp": now + 600, "is_logged_in": True}
    value = create_signed_value(secret, COOKIE, json.dumps(told | {"origin": visitor.address} | claims)).decode()
    return {"name": COOKIE, "value": value, "url": visitor.address}


def log_in(visitor: Visitor, subject: str, path: str = "lagen") -> Page:
    """By the button, over the provider, and back."""
    page = visitor.goto(path)
    page.get_by_role("button", name=re.compile("Inloggen|Log in")).click()
    page.get_by_role("button", name=subject, exact=True).first.click()
    page.wait_for_url(f"{visitor.address}/**")
    return visitor.wait()
