"""The sample of a reverse proxy, run: nginx on this machine before a dashboard on which people log in."""

import datetime as dt
import http.client
import re
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, expect

from bootstrap import dashboard, proxy
from bootstrap.steps import run_quietly, start, stop
from tests.browser.conftest import FIRST_PORT, Visitor
from tests.browser.signing_in import Served, log_in, served_with_login
from tests.browser.test_doors import HANDSHAKE, OPENED, REFUSED
from ui.server import HEADERS

NGINX = proxy.find()
pytestmark = [pytest.mark.browser, pytest.mark.skipif(NGINX is None, reason="nginx is not installed here")]

SAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
NAME = "localhost"  # the one name that a browser and the standard settings know on every machine
PATIENCE = 20.0
LARGE = b"x" * (2 * 1024 * 1024)


@dataclass(frozen=True)
class Proxied:
    """A dashboard behind nginx. plain, tls: its two ports; folder: where nginx writes."""

    behind: Served
    plain: int
    tls: int
    folder: Path

    @property
    def host(self) -> str:
        return f"{NAME}:{self.tls}"

    def connect(self, context: ssl.SSLContext | None = None, source: str = "") -> http.client.HTTPSConnection:
        """Over TLS, to the certificate of this proxy and to no other."""
        known = context or ssl.create_default_context(cafile=self.folder / "certificate.pem")
        own = (source, 0) if source else None
        return http.client.HTTPSConnection(NAME, self.tls, timeout=PATIENCE, context=known, source_address=own)

    def answer(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: bytes | None = None
    ) -> http.client.HTTPResponse:
        connection = self.connect()
        connection.request(method, path, body=body, headers={"Host": self.host} | (headers or {}))
        return connection.getresponse()

    def log(self) -> list[str]:
        return (self.folder / "in-beeld.log").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def proxied(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """The sample with another name and other ports and folders, and nothing else changed."""
    folder = tmp_path_factory.mktemp("proxy")
    app, plain, tls = (dashboard.free_port(FIRST_PORT + 200 + 10 * number) for number in range(3))
    write_certificate(folder)
    (folder / "in-beeld.conf").write_text(changed(folder, app, plain, tls), encoding="utf-8")
    (folder / "nginx.conf").write_text(around(folder), encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    tried = run_quietly([*command, "-t"], "trying the sample")
    assert tried.code == 0, tried.text
    with served_with_login(folder, small_store, app, f"https://{NAME}:{tls}") as behind:
        process = start(command)
        try:
            found = Proxied(behind, plain, tls, folder)
            wait_for(found)
            yield found
        finally:
            stop(process)


def changed(folder: Path, app: int, plain: int, tls: int) -> str:
    """What an operator changes, and the ports, which only root may take as they are."""
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new, times in (
        ("inbeeld.example.nl", NAME, 3),
        ("listen 80;", f"listen {dashboard.HOST}:{plain};", 1),
        ("listen 443 ssl;", f"listen {dashboard.HOST}:{tls} ssl;", 1),
        ("/etc/ssl/in-beeld/", f"{folder}/", 2),
        ("/var/log/nginx/", f"{folder}/", 1),
        (f"{dashboard.HOST}:{dashboard.PORT};", f"{dashboard.HOST}:{app};", 1),
    ):
        assert text.count(old) == times, old
        text = text.replace(old, new)
    return text


def around(folder: Path) -> str:
    """What stands in an nginx.conf around conf.d: one process, that keeps everything in this folder."""
    kept = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    return f"""
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{}}
http {{
client_body_temp_path {folder}/body;
{kept}
include {folder}/in-beeld.conf;
}}
"""


def write_certificate(folder: Path) -> None:
    """One that this machine signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    today = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form, open_ = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, open_))


def wait_for(proxied: Proxied) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            assert proxied.answer("/_stcore/health").status == 200
        except OSError:
            assert time.monotonic() < until, (proxied.folder / "error.log").read_text(encoding="utf-8")
        else:
            return


def test_somebody_logs_in_and_looks_at_figures_through_the_proxy(proxied: Proxied, chromium: Browser) -> None:
    context = chromium.new_context(reduced_motion="reduce", ignore_https_errors=True)
    visitor = Visitor(context.new_page(), proxied.behind.address)
    page = log_in(visitor, "rea", "lagen?gemeente=GM0632")
    visitor.arrive()  # what the provider's own page says in the console is not ours
    page.reload()
    visitor.wait()
    expect(page).to_have_url(f"{visitor.address}/lagen?gemeente=GM0632")
    expect(page.get_by_text("Ingelogd als Noor <b> (Beleidsmedewerker)")).to_be_visible()
    assert page.locator(".js-plotly-plot").count() > 0
    cookies = context.cookies()
    assert {"_streamlit_user"} <= {each.get("name") for each in cookies}
    assert all(each.get("secure") for each in cookies if each.get("domain") == NAME and "streamlit" in str(each))
    with page.expect_download() as file:
        page.get_by_role("button", name="Download CSV").first.click()
    assert Path(file.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    assert visitor.errors == []
    visitor.leave()
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="End session").click()  # at the provider, which sends everybody back
    page.wait_for_url(f"{visitor.address}/**")
    expect(visitor.wait().locator("h1")).to_have_text("Welkom bij In Beeld")
    context.close()
    log = proxied.log()
    assert [line for line in log if "GET /lagen 200" in line], "the page is in the log"
    assert not [line for line in log if "gemeente" in line or "?" in line or "code=" in line], "and no choice is"
    assert not [line for line in log if re.search(r" (429|5\d\d) ", line)], "one reader is not held back"


def test_without_tls_everybody_is_sent_to_tls(proxied: Proxied) -> None:
    connection = http.client.HTTPConnection(dashboard.HOST, proxied.plain, timeout=PATIENCE)
    connection.request("GET", "/lagen?gemeente=GM0632", headers={"Host": NAME})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/lagen?gemeente=GM0632")


def test_through_the_proxy_the_headers_are_there_and_its_version_is_not(proxied: Proxied) -> None:
    answer = proxied.answer("/lagen")
    assert answer.status == 200
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["Server"] == "nginx"


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        (None, "https://{host}", OPENED),
        (None, "https://evil.example", REFUSED),
        (None, "null", REFUSED),
        (None, f"https://{NAME}", REFUSED),  # another port is another site
        ("evil.example", "https://evil.example", REFUSED),
    ],
)
def test_a_websocket_through_the_proxy_is_for_own_pages_only(
    host: str | None, origin: str, status: int, proxied: Proxied
) -> None:
    told = HANDSHAKE | {"Host": host or proxied.host, "Origin": origin.format(host=proxied.host)}
    assert proxied.answer("/_stcore/stream", told).status == status


def test_under_another_name_the_proxy_gives_nothing(proxied: Proxied) -> None:
    assert proxied.answer("/lagen", {"Host": "evil.example"}).status == 400


def test_the_proxy_takes_no_large_body(proxied: Proxied) -> None:
    try:
        status = proxied.answer("/_stcore/upload_file/a/b", method="PUT", body=LARGE).status
    except (ConnectionResetError, BrokenPipeError, ssl.SSLError):  # it hangs up while the body is on its way
        return
    assert status == 413


def test_an_old_tls_is_not_spoken(proxied: Proxied) -> None:
    old = ssl.create_default_context(cafile=proxied.folder / "certificate.pem")
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError):
        proxied.connect(old).request("GET", "/_stcore/health")


def test_who_asks_hundreds_of_times_at_once_is_held_back(proxied: Proxied) -> None:
    """From an address of its own: what other tests asked counts for theirs."""
    connection = proxied.connect(source="127.0.0.3")
    answers = []
    for _ in range(1000):
        connection.request("GET", "/_stcore/health")
        answer = connection.getresponse()
        answer.read()
        answers.append(answer.status)
        if answer.status == 503:
            break
    assert len(answers) > 200
    assert answers[-1] == 503
