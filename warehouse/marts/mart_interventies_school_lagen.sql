-- Grain: schooljaar x school x moment (vooraf, na_8, na_12) x gemeten_laag (1, 2, 3: the laag of the pupil at that moment;
-- onbekend: not measured); dense for a school with any intervention in the schooljaar.
-- leerlingen: the pupils of mart_interventies_school. verzuim: mean share of scheduled time that those who were measured
-- missed (0 to 1), the same in each gemeten_laag; null where nobody was.
with eerste as (
    select
        interventies.school,
        metingen.laag_vooraf,
        metingen.laag_na_8,
        metingen.laag_na_12,
        metingen.vooraf,
        metingen.na_8,
        metingen.na_12
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
        interventies.volgnummer = 1
        and interventies.start <= drempels.data_tot
),

standen as (
    select school, 'vooraf' as moment, coalesce(laag_vooraf, 'onbekend') as gemeten_laag, vooraf as verzuim
    from eerste

    union all

    select school, 'na_8' as moment, coalesce(laag_na_8, 'onbekend') as gemeten_laag, na_8 as verzuim
    from eerste

    union all

    select school, 'na_12' as moment, coalesce(laag_na_12, 'onbekend') as gemeten_laag, na_12 as verzuim
    from eerste
),

gemiddeld as (
    select
        school,
        moment,
        cast(sum(cast(round(1000000 * verzuim) as bigint)) as bigint) / cast(1000000 as double) / count(verzuim) as verzuim
    from standen
    group by
        school,
        moment
)

select
    schooljaren.schooljaar,
    gemiddeld.school,
    gemiddeld.moment,
    lagen.laag as gemeten_laag,
    count(standen.gemeten_laag) as leerlingen,
    max(gemiddeld.verzuim) as verzuim
from gemiddeld
cross join stap_schooljaar as schooljaren
cross join lagen
left join standen
    on standen.school = gemiddeld.school
    and standen.moment = gemiddeld.moment
    and standen.gemeten_laag = lagen.laag
group by
    schooljaren.schooljaar,
    gemiddeld.school,
    gemiddeld.moment,
    lagen.laag
order by
    schooljaren.schooljaar,
    gemiddeld.school,
    gemiddeld.moment,
    lagen.laag
