-- Grain: groep x cel x van x tot x gemist: how many pupils had missed so many units from one week with absence up to the
-- next (weekeinde van inclusive, tot exclusive; null: to the end). Without the pupils of stap_leerlingen_apart.
with samen as (
    select
        inschrijvingen.inschrijving,
        inschrijvingen.groep,
        inschrijvingen.cel
    from stap_inschrijvingen as inschrijvingen
    left join stap_leerlingen_apart as apart
        on apart.leerling = inschrijvingen.leerling
    where apart.leerling is null
),

-- what each of them missed in a week; and nothing, from before the first week
gemist_in as (
    select
        samen.inschrijving,
        samen.groep,
        samen.cel,
        weken.weekeinde,
        gemist.gemiste_eenheden as gemist
    from samen
    inner join stap_gemiste_weken as gemist
        on gemist.inschrijving = samen.inschrijving
    inner join stap_groepsstanden as weken
        on weken.groep = samen.groep
        and weken.schoolweek = gemist.schoolweek

    union all

    select
        samen.inschrijving,
        samen.groep,
        samen.cel,
        schooljaren.eerste_dag - 1 as weekeinde,
        0 as gemist
    from samen
    cross join stap_schooljaar as schooljaren
),

gemist_vanaf as (
    select
        groep,
        cel,
        weekeinde as van,
        lead(weekeinde) over (partition by inschrijving order by weekeinde) as tot,
        cast(sum(gemist) over (
            partition by inschrijving
            order by weekeinde
            rows between unbounded preceding and current row
        ) as bigint) as gemist
    from gemist_in
)

select
    groep,
    cel,
    van,
    tot,
    gemist,
    count(*) as leerlingen
from gemist_vanaf
group by
    groep,
    cel,
    van,
    tot,
    gemist
