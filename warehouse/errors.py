"""Why nothing could be published."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.meldingen import MeldingError

if TYPE_CHECKING:
    from warehouse.leveringen import Levering


class PublishError(MeldingError):
    """The release was not published; the one in use stays. Says why.

    leveringen: the account of every delivery as the release would have told it, where it came that far.
    """

    leveringen: "Sequence[Levering]" = ()
