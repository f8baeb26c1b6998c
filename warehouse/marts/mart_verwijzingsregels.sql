-- Grain: schooljaar x kind x bestand x regel (line number), at most 1,000 per schooljaar and bestand, the first ones.
-- reden: as in mart_verwijzingen.
select
    schooljaren.schooljaar,
    genummerd.kind,
    bestanden.bestand,
    genummerd.regel,
    genummerd.reden
from (
    select
        kind,
        bestand,
        regel,
        reden,
        row_number() over (partition by kind, bestand order by regel) as volgnummer
    from stap_afgekeurd
) as genummerd
inner join bestanden
    on bestanden.kind = genummerd.kind
    and bestanden.nummer = genummerd.bestand
cross join stap_schooljaar as schooljaren
where genummerd.volgnummer <= 1000
order by
    schooljaren.schooljaar,
    genummerd.kind,
    bestanden.bestand,
    genummerd.regel
