"""How long national tables take to be protected and attacked: gemeenten in samenwerkingsverbanden under the totals.

Made-up pupils by laag and sector, and by category of absence with the hours missed. Seconds of one processor; the
attack is timed on its own, and with the witnesses that protecting gives it, as in a build.
"""

from time import process_time

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from tests.disclosure.regions import land

FLOOR = 5
SIZES = ((34, 7), (100, 20), (340, 70))  # gemeenten, samenwerkingsverbanden; the Netherlands have 340 and some 70


def main() -> None:
    print("gemeenten  swv   cells  hidden    %  protect  attack  with witnesses")
    for gemeenten, verbanden in SIZES:
        blok = land(gemeenten, verbanden)
        start = process_time()
        pattern = bescherm(blok, FLOOR)
        protected = process_time()
        found = aanval(blok, pattern.verborgen, FLOOR)
        attacked = process_time()
        helped = aanval(blok, pattern.verborgen, FLOOR, pattern.getuigen)
        end = process_time()
        if found.bevindingen or helped.bevindingen:
            raise SystemExit(f"Of {gemeenten} gemeenten {len(found.bevindingen)} hidden figures are found.")
        print(
            f"{gemeenten:9} {verbanden:4} {found.cellen:7,} {found.verborgen:7,} {found.verborgen / found.cellen:4.0%} "
            f"{protected - start:8.1f} {attacked - protected:7.1f} {end - attacked:15.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
