-- Grain: schooljaar x laag (`alle`, 1, 2, 3: for which the intervention is meant) x moment (vooraf, na_8, na_12) x gemeten_laag (1,
-- 2, 3: the laag of the pupil at that moment; onbekend: not measured); dense in a schooljaar with any intervention.
-- leerlingen: the pupils of mart_interventies. grootste: as there.
with eerste as (
    select
        interventies.school,
        interventies.laag,
        metingen.laag_vooraf,
        metingen.laag_na_8,
        metingen.laag_na_12
    from stap_interventies as interventies
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.inschrijving = interventies.inschrijving
    cross join drempels
    left join stap_interventiemomenten as momenten
        on momenten.bron = inschrijvingen.bron
        and momenten.weekeinde = interventies.weekeinde
    left join stap_interventiemetingen as metingen
        on metingen.moment = momenten.moment
        and metingen.inschrijving = interventies.inschrijving
    where
        interventies.regionaal = 1
        and interventies.gemeente <> 'buiten_regio'
        and interventies.start <= drempels.data_tot
),

standen as (
    select school, laag, 'vooraf' as moment, coalesce(laag_vooraf, 'onbekend') as gemeten_laag
    from eerste

    union all

    select school, laag, 'na_8' as moment, coalesce(laag_na_8, 'onbekend') as gemeten_laag
    from eerste

    union all

    select school, laag, 'na_12' as moment, coalesce(laag_na_12, 'onbekend') as gemeten_laag
    from eerste
),

per_school as (
    select
        standen.school,
        laag_niveaus.niveau as laag,
        standen.moment,
        standen.gemeten_laag,
        count(*) as leerlingen
    from standen
    inner join laag_niveaus
        on laag_niveaus.laag = standen.laag
    group by
        standen.school,
        laag_niveaus.niveau,
        standen.moment,
        standen.gemeten_laag
)

select
    schooljaren.schooljaar,
    niveaus.niveau as laag,
    momenten.moment,
    lagen.laag as gemeten_laag,
    cast(coalesce(sum(per_school.leerlingen), 0) as bigint) as leerlingen,
    cast(coalesce(max(per_school.leerlingen), 0) as bigint) as grootste
from stap_schooljaar as schooljaren
cross join (select distinct niveau from laag_niveaus) as niveaus
cross join (select distinct moment from standen) as momenten
cross join lagen
left join per_school
    on per_school.laag = niveaus.niveau
    and per_school.moment = momenten.moment
    and per_school.gemeten_laag = lagen.laag
group by
    schooljaren.schooljaar,
    niveaus.niveau,
    momenten.moment,
    lagen.laag
order by
    schooljaren.schooljaar,
    niveaus.niveau,
    momenten.moment,
    lagen.laag
