"""Two schools and two languages at the same moment, on one server: what one is sent holds nothing of the other."""

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.conftest import Visitor
from tests.browser.signing_in import Served, cookie

pytestmark = pytest.mark.browser

ROUNDS = 3


class Received:
    """Everything that the server sends to a page."""

    def __init__(self, page: Page) -> None:
        self.content = b""
        page.on("websocket", self._open)

    def _open(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._take)

    def _take(self, payload: str | bytes) -> None:
        self.content += payload if isinstance(payload, bytes) else payload.encode()


def figures(page: Page) -> list[str]:
    """All tables, also those that are folded up."""
    found: list[str] = page.eval_on_selector_all("table", "all => all.map(each => each.textContent)")
    return found


@pytest.fixture
def schools(visitors: list[Visitor], real: Served) -> list[tuple[Visitor, str, str]]:
    """Two schools that have logged in, each with its code and name."""
    found = []
    for visitor, (code, name) in zip(visitors, real.schools, strict=False):
        visitor.page.context.add_cookies([cookie(visitor, groups=["school"], schools=[code], sub=code)])
        found.append((visitor, code, name))
    return found


def test_two_schools_at_the_same_moment_are_each_sent_their_own_figures_only(
    schools: list[tuple[Visitor, str, str]],
) -> None:
    alone = [figures(visitor.goto("onze_school")) for visitor, _code, _name in schools]
    assert alone[0]
    assert alone[0] != alone[1], "else nothing could be mixed up"
    received = [Received(visitor.page) for visitor, _code, _name in schools]
    for number in range(ROUNDS):
        for place, (visitor, _code, _name) in enumerate(schools):  # both on their way before one is there
            other = schools[1 - place][1]
            path = f"onze_school?school={other}" if number else "onze_school"
            visitor.page.goto(f"{visitor.address}/{path}", wait_until="commit")
        assert [figures(visitor.wait()) for visitor, _code, _name in schools] == alone
    for place, (_visitor, _code, name) in enumerate(schools):
        other_name = schools[1 - place][2]
        assert name.encode() in received[place].content
        assert other_name.encode() not in received[place].content


def test_two_roles_and_two_languages_at_the_same_moment_do_not_mix(visitors: list[Visitor], real: Served) -> None:
    school, rea = visitors
    code, name = real.schools[0]
    school.page.context.add_cookies([cookie(school, groups=["school"], schools=[code], sub=code)])
    rea.page.context.add_cookies([cookie(rea, groups=["woerden"], sub="rea")])
    received = Received(rea.page)
    for _ in range(ROUNDS):
        school.page.goto(f"{school.address}/onze_school?taal=en", wait_until="commit")
        rea.page.goto(f"{rea.address}/thuiszitters?school={code}", wait_until="commit")
        expect(school.wait().locator("h1")).to_have_text("Our school")
        expect(rea.wait().locator("h1")).to_have_text("Thuiszitters")
        expect(school.page.get_by_text(name).first).to_be_visible()
    assert name.encode() not in received.content
    assert b"Our school" not in received.content
