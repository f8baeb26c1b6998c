-- Grain: leerling x meting, for pupils with more than one spell in the schooljaar. Pupil level: never published.
-- gemist / ingeroosterd is the share of time missed. With one kind of unit these are units; with dagdelen and lesuren
-- each kind's share is weighed by its days: (M1 D1 S2 + M2 D2 S1) / ((D1 + D2) S1 S2), in whole numbers.
-- volgnummer: the last spell with scheduled time in the venster.
with per_inschrijving as (
    select
        inschrijvingen.leerling,
        inschrijvingen.volgnummer,
        inschrijvingen.eenheid,
        blootstelling.meting,
        blootstelling.telling + coalesce(gemist.telling, 0) as telling
    from stap_inschrijvingen as inschrijvingen
    inner join stap_blootstelling as blootstelling
        on blootstelling.groep = inschrijvingen.groep
    left join stap_gemist as gemist
        on gemist.sleutel = 1000 * inschrijvingen.inschrijving + blootstelling.meting
    where inschrijvingen.aantal > 1
),

uiteen as (
    select
        leerling,
        volgnummer,
        eenheid,
        meting,
        telling % 100000 as gemist,
        cast((telling % 10000000000 - telling % 100000) / 100000 as bigint) as ingeroosterd,
        cast((telling - telling % 10000000000) / 10000000000 as bigint) as dagen
    from per_inschrijving
    where telling % 10000000000 >= 100000
),

per_leerling as (
    select
        leerling,
        meting,
        max(volgnummer) as volgnummer,
        cast(sum(case when eenheid = 'dagdeel' then gemist else 0 end) as bigint) as gemist_dagdeel,
        cast(sum(case when eenheid = 'lesuur' then gemist else 0 end) as bigint) as gemist_lesuur,
        cast(sum(case when eenheid = 'dagdeel' then ingeroosterd else 0 end) as bigint) as rooster_dagdeel,
        cast(sum(case when eenheid = 'lesuur' then ingeroosterd else 0 end) as bigint) as rooster_lesuur,
        cast(sum(case when eenheid = 'dagdeel' then dagen else 0 end) as bigint) as dagen_dagdeel,
        cast(sum(case when eenheid = 'lesuur' then dagen else 0 end) as bigint) as dagen_lesuur
    from uiteen
    group by
        leerling,
        meting
)

select
    leerling,
    meting,
    volgnummer,
    dagen_dagdeel + dagen_lesuur as dagen,
    case
        when rooster_lesuur = 0 then gemist_dagdeel
        when rooster_dagdeel = 0 then gemist_lesuur
        else gemist_dagdeel * dagen_dagdeel * rooster_lesuur + gemist_lesuur * dagen_lesuur * rooster_dagdeel
    end as gemist,
    case
        when rooster_lesuur = 0 then rooster_dagdeel
        when rooster_dagdeel = 0 then rooster_lesuur
        else (dagen_dagdeel + dagen_lesuur) * rooster_dagdeel * rooster_lesuur
    end as ingeroosterd
from per_leerling
