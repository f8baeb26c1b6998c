"""Put a question to a release and protect the answer: the only way from a mart to a reader."""

from collections.abc import Mapping
from functools import cache

from disclosure.protect import Rules, own_figures, protect
from disclosure.table import Context, ProtectedTable
from queries.query import Parameter, Question, name, run
from warehouse.release import Release, connect


def answer(
    release: Release, question: Question, parameters: Mapping[str, Parameter], *, own: bool = False
) -> ProtectedTable:
    """The protected answer, with everything a reader must know about it. Raises ReleaseError on a damaged release.

    own: for a reader whose own figures these are, so that nothing is hidden.
    """
    query = question(**parameters)
    frame = run(connect(release), query)
    rules = Rules(query.counts, query.shares, query.rates, query.derived, query.parts, query.of_school)
    context = Context(
        question=name(question),
        definitions=query.definitions,
        sources=query.sources,
        unit=query.unit,
        run=release.run,
        data_tot=release.data_tot,
        gebouwd_op=release.gebouwd_op,
        voorbeelddata=release.voorbeelddata and not (query.sources and _published(release).issuperset(query.sources)),
        parameters=dict(parameters),
    )
    return (own_figures if own else protect)(frame, rules, context)


@cache
def _published(release: Release) -> frozenset[str]:
    """The kinds of delivery that are real also among voorbeelddata: published figures."""
    with connect(release).cursor() as cursor:
        rows = cursor.execute("select kind from mart_bronnen where not voorbeelddata").fetchall()
    return frozenset(kind for (kind,) in rows)
