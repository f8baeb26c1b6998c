"""The commands of In Beeld: python manage.py run | test | build | bench | check.

Needs Python 3.11 or newer and nothing else. This file is written so that any older Python can
still read it, down to the sentence that says what to do.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "In Beeld needs Python 3.11 or newer; this is Python %d.%d (%s). "
        "Install a newer Python and start again with that one, for example: python3.12 manage.py run"
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

from bootstrap.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
