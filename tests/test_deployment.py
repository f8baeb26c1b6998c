"""What an operator copies says what the program does: proxy, roles, secrets, container, settings."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from access.matrix import matrix
from access.roles import read
from bootstrap import dashboard
from settings import SECRETS, Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
DOCUMENT = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
SERVER = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]


def test_the_proxy_passes_on_what_the_dashboard_checks() -> None:
    assert f"proxy_pass         http://{SERVER['address']}:{dashboard.PORT};" in NGINX
    passed = dict(re.findall(r"proxy_set_header\s+(\S+)\s+([^;]+);", NGINX))
    assert passed["Host"] == "$http_host"
    assert (passed["Upgrade"], passed["Connection"]) == ("$http_upgrade", "$connection_upgrade")
    assert "Origin" not in passed
    assert "proxy_http_version 1.1;" in NGINX


def test_the_proxy_writes_down_no_choice_of_a_reader() -> None:
    form = re.search(r"log_format in_beeld '(.*)';", NGINX)
    assert form
    assert not {"$request", "$request_uri", "$args", "$query_string", "$http_referer"} & set(
        re.findall(r"\$\w+", form[1])
    )
    assert re.findall(r"access_log\s+\S+ (\w+);", NGINX) == ["in_beeld"]


def test_the_proxy_takes_no_more_than_the_dashboard_and_only_over_tls() -> None:
    assert f"client_max_body_size {SERVER['maxUploadSize']}m;" in NGINX
    assert "return 301 https://" in NGINX
    assert "Strict-Transport-Security" in NGINX
    assert "proxy_cookie_flags ~ secure;" in NGINX
    assert set(re.findall(r"TLSv[\d.]+", NGINX)) == {"TLSv1.2", "TLSv1.3"}
    assert NGINX.count("{") == NGINX.count("}")


def test_the_sample_of_the_role_table_is_one() -> None:
    given = {grant.rol for grant in read(DEPLOY / "roles.toml").grants}
    assert given == set(matrix().roles) - {"demonstratie"}


def test_the_sample_of_the_secrets_has_what_streamlit_asks_and_no_secret() -> None:
    auth = tomllib.loads((DEPLOY / "secrets.toml").read_text(encoding="utf-8"))["auth"]
    assert {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"} <= set(auth)
    assert auth["redirect_uri"].endswith("/oauth2callback")
    assert all(auth[name].startswith("CHANGE ME") for name in ("cookie_secret", "client_secret"))
    assert "expose_tokens" not in auth


def test_the_container_holds_what_the_dashboard_imports_and_nothing_that_reads_pupils() -> None:
    """From the imports themselves: of the frame, and of every page."""
    script = """
import ast, importlib, sys
from pathlib import Path
import app
for page in Path("pages").rglob("*.py"):
    for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            importlib.import_module(node.module)
            for name in node.names:
                if Path(*node.module.split("."), name.name).with_suffix(".py").exists():
                    importlib.import_module(f"{node.module}.{name.name}")
print(" ".join(sorted({name.split(".")[0] for name, module in sys.modules.items()
    if str(getattr(module, "__file__", None) or "").startswith(str(Path.cwd())) and ".venv" not in module.__file__})))
"""
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.')\n{script}"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    used = set(found.stdout.splitlines()[-1].split()) - {"app", "settings"}
    copied = set(re.findall(r"^COPY (\w+) \./\1$", CONTAINER, re.MULTILINE))
    assert used <= copied, f"the container lacks {used - copied}"
    assert not {"pipelines", "synthetic", "data"} & copied
    assert "COPY app.py settings.py ./" in CONTAINER
    assert all((ROOT / name).exists() for name in copied)


def test_the_container_installs_what_is_pinned_and_is_not_root() -> None:
    assert "--require-hashes --no-deps" in CONTAINER
    assert re.search(r"^USER inbeeld$", CONTAINER, re.MULTILINE)
    assert f'"--server.port", "{dashboard.PORT}"' in CONTAINER
    assert "/_stcore/health" in CONTAINER


def test_every_setting_that_is_told_exists() -> None:
    text = DOCUMENT + CONTAINER + "".join(path.read_text(encoding="utf-8") for path in DEPLOY.glob("*.toml"))
    told = {name.lower() for name in re.findall(r"INBEELD_(\w+)", text)}
    assert told
    assert told <= set(Settings.model_fields)


def test_a_secret_can_be_a_file_and_is_never_printed(tmp_path: Path) -> None:
    (tmp_path / "inbeeld_key_secret").write_text("s" * 32, encoding="utf-8")
    found = Settings(_secrets_dir=tmp_path)
    assert found.key_secret
    assert found.key_secret.get_secret_value() == "s" * 32
    assert "sss" not in f"{found!r} {found} {found.model_dump_json()}"
    assert str(SECRETS / "inbeeld_key_secret") in DOCUMENT


def test_the_templates_leave_open_what_only_the_operator_knows_and_name_what_the_program_does() -> None:
    dpia, register = (
        (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("dpia.md", "verwerkingsregister.md")
    )
    for text, least in ((dpia, 15), (register, 8)):
        assert len(re.findall(r"\[[^\]]*\](?!\()", text)) >= least
    assert "artikel 35" in dpia
    assert "artikel 30" in register
    part = DOCUMENT.split("## What you have to do\n")[1]
    assert {"dpia.md", "verwerkingsregister.md", "retention.md"} <= set(re.findall(r"\]\((\S+?)\)", part))
    for duty in ("audit log", "Update", "Back up", "Encrypt", "72 hours", "half year"):
        assert duty in part


def test_every_role_is_explained() -> None:
    assert set(re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", DOCUMENT, re.MULTILINE)) >= set(matrix().roles) - {
        "demonstratie"
    }
