"""Put a question to a release and protect the answer: the only way from a mart to a reader."""

from collections.abc import Mapping

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from queries.query import Parameter, Question, name, run
from warehouse.release import Release, connect


def answer(release: Release, question: Question, parameters: Mapping[str, Parameter]) -> ProtectedTable:
    """The protected answer, with everything a reader must know about it. Raises ReleaseError on a damaged release."""
    query = question(**parameters)
    frame = run(connect(release), query)
    rules = Rules(query.counts, query.shares, query.rates, query.derived)
    context = Context(
        question=name(question),
        definitions=query.definitions,
        sources=query.sources,
        unit=query.unit,
        run=release.run,
        data_tot=release.data_tot,
        gebouwd_op=release.gebouwd_op,
        voorbeelddata=release.voorbeelddata,
        parameters=dict(parameters),
    )
    return protect(frame, rules, context)
