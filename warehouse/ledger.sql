create table lezing (
    id integer primary key autoincrement,   -- of each content the highest holds
    sha256 text not null,
    reader text not null,           -- fingerprint of program, secret, profile and deliverer that gave the file its meaning
    programma text not null,        -- the program alone
    gelezen_op text not null,       -- UTC, ISO 8601
    kind text not null,
    naam text not null,
    regels integer not null,        -- physical lines = geladen + lines in apart + leeg
    geladen integer not null,
    leeg integer not null,
    rijen integer not null,
    geweigerd text,                 -- code of the refusal; null: it could be read
    data_van text,                  -- first and last day in the file, where it has days
    data_tot text,
    voorbeelddata integer not null,
    leverancier text,
    profiel text,
    sleuteldomein text,
    sleutel_id text,
    feiten text not null,           -- JSON: facts of a refusal, notes; never a value
    unique (sha256, kind, reader)
);
create table deel (
    lezing integer not null references lezing (id) on delete cascade on update cascade,
    deel text not null,             -- part of its kind, such as one school in one school year
    primary key (lezing, deel)
) without rowid;
create table apart (
    lezing integer not null references lezing (id) on delete cascade on update cascade,
    soort text not null,            -- quarantaine or weggelaten
    reden text not null,
    regels integer not null,
    primary key (lezing, soort, reden)
) without rowid;
create table code (
    lezing integer not null references lezing (id) on delete cascade on update cascade,
    school text not null,
    reden integer not null,         -- keyed hash
    tekst text,                     -- only where enough pupils share it
    regels integer not null,
    leerlingen integer not null,
    primary key (lezing, school, reden)
) without rowid;
create table ontvangst (
    id integer primary key autoincrement,   -- the order of receipt
    kind text not null,
    sha256 text not null,
    naam text not null,
    ontvangen_op text not null,
    opnieuw integer not null        -- it had come in before and was replaced since
);
create table oordeel (
    ontvangst integer not null references ontvangst (id) on delete cascade,
    lezing integer not null references lezing (id) on delete cascade on update cascade,
    code text,                      -- why it is held; null: it may count
    feiten text not null,
    primary key (ontvangst, lezing)
) without rowid;
create table aanname (
    id integer primary key,
    ontvangst integer references ontvangst (id),    -- null: a whole run
    reden text not null,
    aangenomen_op text not null
);
create table aanwezig (
    plaats text primary key,
    kind text not null,
    sha256 text not null
) without rowid;
create table vergeten (merk text primary key, vergeten_op text not null) without rowid;   -- sealed with the secret
create table verlopen (kind text, deel text, verlopen_op text not null, primary key (kind, deel)) without rowid;
create table verwijdering (
    id integer primary key,
    soort text not null,            -- bewaartermijn or vergeten
    aantallen text not null,        -- JSON: counts only
    verwijderd_op text not null
);
create table kenmerk (naam text primary key, waarde text) without rowid
