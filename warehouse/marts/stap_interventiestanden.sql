-- Grain: interventie that began up to the last day of the data x moment (vooraf, na_8, na_12). Pupil level: never published.
-- gemeten_laag, verzuim: the laag of the pupil at that moment, and the share of scheduled time missed (0 to 1), as in
-- stap_interventiemetingen; onbekend and null where that was not measured. The others: as in stap_interventies.
with gemeten as (
    select
        interventies.school,
        interventies.gemeente,
        interventies.laag,
        interventies.regionaal,
        interventies.volgnummer,
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
    where interventies.start <= drempels.data_tot
)

select
    school,
    gemeente,
    laag,
    regionaal,
    volgnummer,
    moment,
    coalesce(gemeten_laag, 'onbekend') as gemeten_laag,
    verzuim
from gemeten
unpivot include nulls (
    (gemeten_laag, verzuim) for moment in (
        (laag_vooraf, vooraf) as 'vooraf',
        (laag_na_8, na_8) as 'na_8',
        (laag_na_12, na_12) as 'na_12'
    )
)
