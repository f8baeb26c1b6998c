-- Grain: moment x inschrijving with enough scheduled days in the windows. Pupil level: never published.
-- vooraf, na_8, na_12: share of scheduled time missed, all reasons, in the 8 school weeks before, and the 8 and 12 after;
-- na_12 null where that was not measured. Days and thresholds as in stap_leerlingmetingen.
-- verzuimband: share before in steps of five percent, up to 40 and more: who is in one band is alike. laag_*: by the
-- thresholds of the default preset over that window; no open case is looked at.
with rooster_per_deel as (
    select
        interventieweken.moment,
        weken.groep,
        interventieweken.deel,
        sum(weken.eenheden) as eenheden,
        sum(weken.dagen) as dagen
    from stap_interventieweken as interventieweken
    inner join stap_groepsweken as weken
        on weken.schoolweek = interventieweken.schoolweek
    group by
        interventieweken.moment,
        weken.groep,
        interventieweken.deel
),

per_groep as (
    select
        moment,
        groep,
        cast(sum(case when deel = 'vooraf' then eenheden else 0 end) as bigint) as eenheden_vooraf,
        cast(sum(case when deel = 'na_8' then eenheden else 0 end) as bigint) as eenheden_8,
        cast(sum(case when deel <> 'vooraf' then eenheden else 0 end) as bigint) as eenheden_12,
        cast(sum(case when deel = 'vooraf' then dagen else 0 end) as bigint) as dagen_vooraf,
        cast(sum(case when deel = 'na_8' then dagen else 0 end) as bigint) as dagen_8,
        cast(sum(case when deel = 'na_12' then dagen else 0 end) as bigint) as dagen_erna
    from rooster_per_deel
    group by
        moment,
        groep
),

gemist as (
    select
        interventieweken.moment,
        weken.inschrijving,
        cast(sum(case when interventieweken.deel = 'vooraf' then weken.gemiste_eenheden else 0 end) as bigint) as gemist_vooraf,
        cast(sum(case when interventieweken.deel = 'na_8' then weken.gemiste_eenheden else 0 end) as bigint) as gemist_8,
        cast(sum(case when interventieweken.deel <> 'vooraf' then weken.gemiste_eenheden else 0 end) as bigint) as gemist_12,
        cast(sum(case when interventieweken.deel = 'vooraf' then weken.gesloten_eenheden else 0 end) as bigint) as dicht_vooraf,
        cast(sum(case when interventieweken.deel = 'na_8' then weken.gesloten_eenheden else 0 end) as bigint) as dicht_8,
        cast(sum(case when interventieweken.deel <> 'vooraf' then weken.gesloten_eenheden else 0 end) as bigint) as dicht_12,
        cast(sum(case when interventieweken.deel = 'vooraf' then weken.gesloten_dagen else 0 end) as bigint) as weg_vooraf,
        cast(sum(case when interventieweken.deel = 'na_8' then weken.gesloten_dagen else 0 end) as bigint) as weg_8
    from stap_interventieweken as interventieweken
    inner join stap_gemiste_weken as weken
        on weken.schoolweek = interventieweken.schoolweek
    group by
        interventieweken.moment,
        weken.inschrijving
),

samen as (
    select
        per_groep.moment,
        inschrijvingen.inschrijving,
        per_groep.dagen_vooraf - coalesce(gemist.weg_vooraf, 0) as dagen_vooraf,
        per_groep.dagen_8 - coalesce(gemist.weg_8, 0) as dagen_8,
        per_groep.dagen_erna,
        per_groep.eenheden_vooraf - coalesce(gemist.dicht_vooraf, 0) as eenheden_vooraf,
        per_groep.eenheden_8 - coalesce(gemist.dicht_8, 0) as eenheden_8,
        per_groep.eenheden_12 - coalesce(gemist.dicht_12, 0) as eenheden_12,
        coalesce(gemist.gemist_vooraf, 0) as gemist_vooraf,
        coalesce(gemist.gemist_8, 0) as gemist_8,
        coalesce(gemist.gemist_12, 0) as gemist_12
    from per_groep
    inner join stap_inschrijvingen as inschrijvingen
        on inschrijvingen.groep = per_groep.groep
    left join gemist
        on gemist.moment = per_groep.moment
        and gemist.inschrijving = inschrijvingen.inschrijving
)

select
    samen.moment,
    samen.inschrijving,
    cast(samen.gemist_vooraf as double) / samen.eenheden_vooraf as vooraf,
    cast(samen.gemist_8 as double) / samen.eenheden_8 as na_8,
    case when samen.dagen_erna > 0 then cast(samen.gemist_12 as double) / samen.eenheden_12 end as na_12,
    least(
        cast((20 * samen.gemist_vooraf - (20 * samen.gemist_vooraf) % samen.eenheden_vooraf) / samen.eenheden_vooraf as integer),
        8
    ) as verzuimband,
    case
        when 1000 * samen.gemist_vooraf >= presets.laag_3_vanaf * samen.eenheden_vooraf then '3'
        when 1000 * samen.gemist_vooraf >= presets.laag_2_vanaf * samen.eenheden_vooraf then '2'
        else '1'
    end as laag_vooraf,
    case
        when 1000 * samen.gemist_8 >= presets.laag_3_vanaf * samen.eenheden_8 then '3'
        when 1000 * samen.gemist_8 >= presets.laag_2_vanaf * samen.eenheden_8 then '2'
        else '1'
    end as laag_na_8,
    case
        when samen.dagen_erna = 0 then null
        when 1000 * samen.gemist_12 >= presets.laag_3_vanaf * samen.eenheden_12 then '3'
        when 1000 * samen.gemist_12 >= presets.laag_2_vanaf * samen.eenheden_12 then '2'
        else '1'
    end as laag_na_12
from samen
inner join vensters
    on vensters.venster = 'schooljaar'
cross join drempels
inner join presets
    on presets.preset = drempels.standaard_preset
where
    samen.dagen_vooraf >= vensters.minimum_dagen
    and samen.dagen_8 >= vensters.minimum_dagen
