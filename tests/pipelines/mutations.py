"""Delivery files with damage of every sort, the same in every run."""

import io
import random
import zipfile
from collections.abc import Callable

import xlsxwriter

SECRET_MARK = "GEHEIM"  # stands in every key, name and code that may be told to nobody
SCHOOL, YEAR = "99AA00", "2018-2019"
_PUPILS = [f"{SECRET_MARK}{number:03d}" for number in range(12)]
_DAYS = ["2018-09-03", "04-09-2018", "2018-10-01", "2019-07-19"]

# Per kind the name of a file, and its lines.
KINDS: dict[str, tuple[str, list[str]]] = {
    "verzuim": (
        f"verzuim_{SCHOOL}_{YEAR}.csv",
        ["school;leerling;datum;eenheid;reden"]
        + [f"{SCHOOL};{pupil};{day};{unit};Z" for pupil in _PUPILS for unit, day in enumerate(_DAYS, 1)],
    ),
    "leerlingen": (
        f"leerlingen_{SCHOOL}_{YEAR}.csv",
        ["schooljaar;school;leerling;gemeente;leerjaar;afdeling;van;tot"]
        + [f'{YEAR};{SCHOOL};{pupil};Woerden;3;"h/v; brug";2018-08-27;' for pupil in _PUPILS],
    ),
    "redenen": (
        f"redenen_{SCHOOL}.csv",
        ["school;reden;omschrijving;categorie"]
        + [f"{SCHOOL};{code};{SECRET_MARK} één;{to}" for code, to in (("Z", "ziekte"), ("D", "medisch_bezoek"))],
    ),
    "weekcijfers": (
        f"weekcijfers_{SCHOOL}_{YEAR}.csv",
        ["school;gemeente;week;categorie;leerlingen;gemiste_eenheden;ingeroosterde_eenheden"]
        + [
            f"{SCHOOL};GM0632;2018-W{week};{row}"
            for week in range(36, 42)
            for row in ("totaal;200;;4000", "ziekte;9;40;")
        ],
    ),
    "thuiszitters": (
        "thuiszitters_RBL_2022-10-03.csv",
        ["lijst;peildatum;kind;gemeente;sector;school;soort;start;aanbod;einde;einde_reden"]
        + [f"RBL;2022-10-03;{pupil};GM0632;VO;{SCHOOL};absoluut;2022-09-01;;;" for pupil in _PUPILS],
    ),
    "vrijstellingen": (
        "vrijstellingen_rbl_2018-2019.csv",
        ["kind;gemeente;grond;laatst_onderwijs;besluit;ingang;einde"]
        + [f"{pupil};Woerden;5 onder a;;nieuw;01-09-2018;31-07-2019" for pupil in _PUPILS],
    ),
    "leerlingaantallen": (
        "leerlingaantallen_2018-2019.csv",
        ["gemeente;schooljaar;sector;leerlingen"]
        + [
            f"{name};{YEAR};{sector};{count}"
            for name in ("Woerden", "GM0335")
            for sector, count in (("PO", 400), ("VO", "<5"))
        ],
    ),
}
Damage = Callable[[random.Random, bytes], bytes]
_MARKS = [
    b'"',
    b";",
    b",",
    b"\t",
    b"\0",
    b"\r",
    b"\n",
    b"\r\n",
    b"\xef\xbb\xbf",
    b"\xef\xbf\xbd",
    b"\xff",
    b"\xe9",
    b"\x1a",
]


def mutated(random_: random.Random) -> tuple[str, bytes]:
    """A file with one to four sorts of damage: its name and its content."""
    name, lines = KINDS[random_.choice(list(KINDS))]
    content = "\n".join([*lines, ""]).encode()
    workbook = random_.random() < 0.1
    if workbook:
        name = name.replace(".csv", ".xlsx")
        content = _workbook(random_, lines)
    for damage in random_.choices(_OF_BYTES if workbook else [*_OF_BYTES, *_OF_LINES], k=random_.randint(1, 4)):
        content = damage(random_, content)
    return name, content


def large(random_: random.Random) -> tuple[str, bytes]:
    """A file of some 4,000 missed units, a few of them doubled or contradicted, with up to two sorts of damage."""
    name, (header, *lines) = KINDS["verzuim"]
    units = [line.replace(SECRET_MARK, f"{SECRET_MARK}{pupil}") for pupil in range(80) for line in lines]
    units += [line.removesuffix("Z") + random_.choice("ZD") for line in random_.sample(units, 40)]
    if random_.random() < 0.5:
        random_.shuffle(units)
    content = "\n".join([header, *units, ""]).encode()
    for damage in random_.sample(
        [_bytes, _mark, _gap, _again, _header_again, _line_ends, _quotes, _encoding], random_.randint(0, 2)
    ):
        content = damage(random_, content)
    return name, content


def _workbook(random_: random.Random, lines: list[str]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for i, line in enumerate(lines):
            page.write_row(i, 0, line.split(";"))
    if random_.random() < 0.5:
        return written.getvalue()
    # Damage to the sheet itself, in an archive that is whole.
    rezipped = io.BytesIO()
    with zipfile.ZipFile(written) as whole, zipfile.ZipFile(rezipped, "w", zipfile.ZIP_DEFLATED) as made:
        for part in whole.infolist():
            data = whole.read(part)
            made.writestr(part.filename, _bytes(random_, data) if random_.random() < 0.3 else data)
    return rezipped.getvalue()


def _place(random_: random.Random, content: bytes) -> int:
    return random_.randint(0, len(content))


def _bytes(random_: random.Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(random_.randint(1, 6)):
        if damaged:
            damaged[random_.randrange(len(damaged))] = random_.randrange(256)
    return bytes(damaged)


def _mark(random_: random.Random, content: bytes) -> bytes:
    for _ in range(random_.randint(1, 5)):
        at = _place(random_, content)
        content = content[:at] + random_.choice(_MARKS) + content[at:]
    return content


def _gap(random_: random.Random, content: bytes) -> bytes:
    at = _place(random_, content)
    return content[:at] + content[at + random_.randint(1, 30) :]


def _end(random_: random.Random, content: bytes) -> bytes:
    return content[: _place(random_, content)]


def _again(random_: random.Random, content: bytes) -> bytes:
    return content + content[_place(random_, content) :]


def _header_again(random_: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    lines.insert(random_.randint(0, len(lines)), lines[0])
    return b"\n".join(lines)


def _header_doubled(random_: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", b";" + content.split(b"\n")[0].split(b";")[0] + b"\n", 1)


def _line_ends(random_: random.Random, content: bytes) -> bytes:
    return b"".join(line + random_.choice([b"\n", b"\r\n", b"\r", b"\n\n"]) for line in content.split(b"\n"))


def _separator(random_: random.Random, content: bytes) -> bytes:
    other = random_.choice([b",", b"\t", b"|", b";;"])
    if random_.random() < 0.5:
        return content.replace(b";", other)
    lines = content.split(b"\n")
    at = random_.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at].replace(b";", other), *lines[at + 1 :]])


def _quotes(random_: random.Random, content: bytes) -> bytes:
    return content.replace(b";", b'";"', random_.randint(1, 20))


def _encoding(random_: random.Random, content: bytes) -> bytes:
    text = content.decode(errors="replace")
    return text.encode(random_.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"]), errors="replace")


def _shuffled(random_: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    return b"\n".join([lines[0], *random_.sample(lines[1:], len(lines) - 1)])


def _person(random_: random.Random, content: bytes) -> bytes:
    column = random_.choice(["naam kind", "BSN", "Geb. datum", "klas", ""])
    return content.replace(b"\n", f";{column}\n".encode(), 1).replace(b"\n9", f";{SECRET_MARK}\n9".encode())


def _long(random_: random.Random, content: bytes) -> bytes:
    at = _place(random_, content)
    return content[:at] + b"x" * random_.choice([300, 70_000]) + content[at:]


_OF_BYTES: list[Damage] = [_bytes, _mark, _gap, _end]
_OF_LINES: list[Damage] = [
    *(_again, _header_again, _header_doubled, _line_ends, _separator, _quotes, _encoding, _shuffled, _person, _long)
]
