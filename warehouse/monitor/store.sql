-- Grain: one event. Nothing is ever changed or removed; what holds now follows from all of them.
-- tijd: UTC. sleutel: what the event is about. vorige: the event before it on the same subject, as its author saw it.
-- hash: over this line and the hash before it.
create table gebeurtenis (
    nr integer primary key autoincrement,
    tijd text not null,
    auteur text not null,
    soort text not null,
    sleutel text not null,
    vorige integer,
    inhoud text not null,
    vorige_hash text not null,
    hash text not null unique
) strict;

create unique index een_vervolg on gebeurtenis (sleutel, coalesce(vorige, 0));

create trigger geen_wijziging before update on gebeurtenis
begin
    select raise(abort, 'an event is never changed');
end;

create trigger geen_verwijdering before delete on gebeurtenis
begin
    select raise(abort, 'an event is never removed');
end;

create trigger alleen_achteraan before insert on gebeurtenis
when new.nr <> (select coalesce(max(nr), 0) + 1 from gebeurtenis)
    or new.vorige_hash <> coalesce((select hash from gebeurtenis order by nr desc limit 1), printf('%064d', 0))
    or new.vorige is not (select max(nr) from gebeurtenis where sleutel = new.sleutel)
begin
    select raise(abort, 'an event follows on the last one, and on the last one on its subject');
end;
