-- Grain: schooljaar x halfjaar (`2021-2022/1`: August to January, `/2`: February to July) x kenmerk (thema, knelpunt, fase; `alle`) x code (of
-- that kenmerk; `alle`) x uitkomst (`alle`; of fase also each of them, with loopt and onbekend together). Dense over the codes in a half year
-- with a meeting. Residents of the region.
-- besprekingen: times that a case was spoken of. There is no key: a case that comes back counts again.
-- zelfde_dagen: those up to the same day a year before the last day of the data, of all, by thema and by knelpunt; null but in
-- the half year a year before one that goes on. A half goes on up to 25 January, or up to July.
-- grootste, grootste_zelfde_dagen: those of the gemeente that has most of them; never published.
with regels as (
    select
        kalender.schooljaar,
        concat(kalender.schooljaar, case when month(casussen.datum) between 2 and 7 then '/2' else '/1' end) as halfjaar,
        gemeentecodes.code as gemeente,
        casussen.thema,
        casussen.knelpunt,
        casussen.fase,
        uitkomst_niveaus.niveau as uitkomst,
        case
            when
                (year(casussen.datum) + 1) * 10000 + month(casussen.datum) * 100 + day(casussen.datum)
                <= year(drempels.data_tot) * 10000 + month(drempels.data_tot) * 100 + day(drempels.data_tot)
                then 1
            else 0
        end as tot_dezelfde_dag
    from casussen
    inner join kalender
        on kalender.dag = casussen.datum
    inner join gemeentecodes
        on gemeentecodes.gemeente = casussen.gemeente
        and gemeentecodes.code <> 'buiten_regio'
    inner join uitkomst_niveaus
        on uitkomst_niveaus.uitkomst = casussen.uitkomst
    cross join drempels
    where casussen.datum <= drempels.data_tot
),

kenmerken as (
    select schooljaar, halfjaar, gemeente, 'alle' as kenmerk, 'alle' as code, 'alle' as uitkomst, tot_dezelfde_dag
    from regels

    union all

    select schooljaar, halfjaar, gemeente, 'thema' as kenmerk, thema as code, 'alle' as uitkomst, tot_dezelfde_dag
    from regels

    union all

    select schooljaar, halfjaar, gemeente, 'knelpunt' as kenmerk, knelpunt as code, 'alle' as uitkomst, tot_dezelfde_dag
    from regels

    union all

    select schooljaar, halfjaar, gemeente, 'fase' as kenmerk, fase as code, 'alle' as uitkomst, tot_dezelfde_dag
    from regels

    union all

    select schooljaar, halfjaar, gemeente, 'fase' as kenmerk, fase as code, uitkomst, tot_dezelfde_dag
    from regels
),

per_gemeente as (
    select
        schooljaar,
        halfjaar,
        gemeente,
        kenmerk,
        code,
        uitkomst,
        count(*) as besprekingen,
        sum(tot_dezelfde_dag) as zelfde_dagen
    from kenmerken
    group by
        schooljaar,
        halfjaar,
        gemeente,
        kenmerk,
        code,
        uitkomst
),

geteld as (
    select
        schooljaar,
        halfjaar,
        kenmerk,
        code,
        uitkomst,
        cast(sum(besprekingen) as bigint) as besprekingen,
        cast(sum(zelfde_dagen) as bigint) as zelfde_dagen,
        max(besprekingen) as grootste,
        cast(max(zelfde_dagen) as bigint) as grootste_zelfde_dagen
    from per_gemeente
    group by
        schooljaar,
        halfjaar,
        kenmerk,
        code,
        uitkomst
),

-- The half year a year before the one that goes on.
eerder as (
    select
        concat(
            cast(cast(substr(kalender.schooljaar, 1, 4) as integer) - 1 as varchar),
            '-',
            substr(kalender.schooljaar, 1, 4),
            case when month(drempels.data_tot) between 2 and 7 then '/2' else '/1' end
        ) as halfjaar
    from drempels
    inner join kalender
        on kalender.dag = drempels.data_tot
    where
        month(drempels.data_tot) <> 7
        and (month(drempels.data_tot) <> 1 or day(drempels.data_tot) < 25)
)

select
    periodes.schooljaar,
    periodes.halfjaar,
    casuscodes.kenmerk,
    casuscodes.code,
    casuscodes.uitkomst,
    coalesce(geteld.besprekingen, 0) as besprekingen,
    case
        when eerder.halfjaar is not null and casuscodes.kenmerk <> 'fase'
            then coalesce(geteld.zelfde_dagen, 0)
    end as zelfde_dagen,
    coalesce(geteld.grootste, 0) as grootste,
    coalesce(geteld.grootste_zelfde_dagen, 0) as grootste_zelfde_dagen
from (select distinct schooljaar, halfjaar from regels) as periodes
cross join casuscodes
left join eerder
    on eerder.halfjaar = periodes.halfjaar
left join geteld
    on geteld.schooljaar = periodes.schooljaar
    and geteld.halfjaar = periodes.halfjaar
    and geteld.kenmerk = casuscodes.kenmerk
    and geteld.code = casuscodes.code
    and geteld.uitkomst = casuscodes.uitkomst
order by
    periodes.schooljaar,
    periodes.halfjaar,
    casuscodes.kenmerk,
    casuscodes.code,
    casuscodes.uitkomst
