"""Why nothing could be published."""

from schemas.meldingen import MeldingError


class PublishError(MeldingError):
    """The release was not published; the one in use stays. Says why."""
