"""Why nothing could be published."""


class PublishError(Exception):
    """The release was not published; the one in use stays. Says which check failed."""
