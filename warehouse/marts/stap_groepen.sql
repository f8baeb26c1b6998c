-- Grain: groep (see stap_inschrijvingen) x gemeente of residence.
-- inschrijvingen: spells. enkelvoudig: pupils among them who have no other spell in the schooljaar.
select
    groep,
    school,
    rooster,
    van,
    tot,
    gemeente,
    sector,
    count(*) as inschrijvingen,
    cast(sum(case when aantal = 1 then 1 else 0 end) as bigint) as enkelvoudig
from stap_inschrijvingen
group by
    groep,
    school,
    rooster,
    van,
    tot,
    gemeente,
    sector
