"""Put an earlier release in use: only the pointer moves."""

from pipelines.refusal import BuildError
from pipelines.store import opened, secret_of_store
from settings import Settings
from warehouse.publish import point
from warehouse.release import Release, intact, releases


def put_back(settings: Settings, run: str) -> Release:
    """The release of this run, in use from now on. A build with nothing new leaves it so.

    Raises BuildError when there is no such whole release, the store is empty or busy, or its secret is another one.
    """
    with opened(settings.store, secret_of_store(settings), None) as store:
        whole = {release.run: release for release in releases(settings.store) if intact(release)}
        if run not in whole:
            known = ", ".join(sorted(whole)) or "-"
            raise BuildError("onbekende_release", run=run[:40], releases=known)
        with store.ledger.transaction():  # first: a build in between sees another release in use, and publishes
            store.ledger.set_fact("teruggezet", run)
        point(settings.store, whole[run])
        return whole[run]
