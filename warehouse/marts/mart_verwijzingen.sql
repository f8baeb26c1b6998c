-- Grain: schooljaar x kind x bestand (content of a delivery) x reden.
-- regels: lines that are right in themselves but do not fit the other deliveries that count now.
select
    schooljaren.schooljaar,
    afgekeurd.kind,
    bestanden.bestand,
    afgekeurd.reden,
    count(*) as regels
from stap_afgekeurd as afgekeurd
inner join bestanden
    on bestanden.kind = afgekeurd.kind
    and bestanden.nummer = afgekeurd.bestand
cross join stap_schooljaar as schooljaren
group by
    schooljaren.schooljaar,
    afgekeurd.kind,
    bestanden.bestand,
    afgekeurd.reden
order by
    schooljaren.schooljaar,
    afgekeurd.kind,
    bestanden.bestand,
    afgekeurd.reden
