"""A login ends when nothing is done for too long, and everywhere when somebody logs out."""

from datetime import UTC, datetime, timedelta

import pytest

from access.logins import Logins
from access.principal import NotAllowed, Principal

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WHO = Principal("p", "", "rea", ingelogd=START, verloopt=START + 600 * MINUTE)


def logins() -> Logins:
    return Logins(idle=30 * MINUTE)


def refusal(used: Logins, who: Principal, now: datetime) -> str:
    with pytest.raises(NotAllowed) as caught:
        used.touch(who, now)
    return caught.value.code


def test_who_goes_on_stays_logged_in() -> None:
    used = logins()
    for minutes in range(0, 300, 29):
        used.touch(WHO, START + minutes * MINUTE)


def test_who_does_nothing_is_logged_out_and_stays_so() -> None:
    used = logins()
    used.touch(WHO, START)
    assert refusal(used, WHO, START + 31 * MINUTE) == "inactief"
    assert refusal(used, WHO, START + 32 * MINUTE) == "inactief"


def test_after_a_restart_the_time_of_the_login_counts() -> None:
    assert refusal(logins(), WHO, START + 31 * MINUTE) == "inactief"


def test_who_logs_out_is_logged_out_in_every_window() -> None:
    used = logins()
    used.touch(WHO, START)
    used.end(WHO)
    assert refusal(used, WHO, START + MINUTE) == "uitgelogd"


def test_logging_in_again_is_another_login() -> None:
    used = logins()
    used.end(WHO)
    used.touch(Principal("p", "", "rea", ingelogd=START + MINUTE, verloopt=WHO.verloopt), START + 2 * MINUTE)


def test_logins_past_their_time_are_not_kept() -> None:
    used = logins()
    used.touch(WHO, START)
    later = START + 700 * MINUTE
    used.touch(Principal("q", "", "rea", ingelogd=later, verloopt=later + MINUTE), later)
    assert len(used._active) == 1


def test_a_demonstration_is_no_login() -> None:
    logins().touch(Principal("demonstratie", "", "rea", demonstratie=True), START)
