"""Plain sentences for what pip, venv and apt-get print when they fail."""

import re
import sys
from collections.abc import Sequence

# The first pattern that is found counts: a full disk also breaks connections, and a missing network also hides
# the libraries that pip then says it cannot find.
EXPLANATIONS = (
    (
        r"no space left|errno 28|disk quota|not enough space",
        "The disk is full. Make room (about 2 GB is needed) and start again.",
    ),
    (
        r"certificate_verify_failed|SSLError",
        "The certificate of the package index is not trusted here. Behind a company proxy, tell pip the certificate "
        "(pip config set global.cert FILE) and start again.",
    ),
    (
        r"do not match the hashes",
        "A library that was downloaded is not the file that the requirements name, so it was not installed. "
        "Start again; if it stays so, something between here and the package index changes files: "
        "ask whoever runs your network.",
    ),
    (
        r"NewConnectionError|name resolution|getaddrinfo|name or service not known|network is unreachable|"
        r"connection refused|ConnectTimeout|ReadTimeout|timed out|ProxyError|connection broken|max retries",
        "Nothing can be fetched over the network. Check the connection (or the proxy that pip is set to use) "
        "and start again; what was downloaded already is not downloaded again.",
    ),
    (
        r"winerror 5|winerror 32|permission denied|errno 13",
        "A file of .venv is in use or may not be written. Stop a dashboard that still runs, see who owns the folder, "
        "and start again.",
    ),
    (
        r"no matching distribution|could not find a version",
        "A library is not there ready-made for this machine "
        f"(Python {sys.version_info.major}.{sys.version_info.minor}, {sys.platform}), "
        "or the package index lacks it. Use a 64-bit Python 3.11, 3.12 or 3.13, "
        "or ask for the library to be put on the index.",
    ),
)  # fmt: skip


def explain(lines: Sequence[str], otherwise: str) -> str:
    """The plain sentence for what pip or venv printed when it failed."""
    text = "\n".join(lines)
    for pattern, sentence in EXPLANATIONS:
        if re.search(pattern, text, re.IGNORECASE):
            return sentence
    last = "\n".join(f"    {line}" for line in lines[-12:])
    return f"{otherwise} It said:\n{last}"
