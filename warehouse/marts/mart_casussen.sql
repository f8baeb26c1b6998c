-- Grain: schooljaar x halfjaar (`2021-2022/1`: August to January, `/2`: February to July) x kenmerk (thema, knelpunt, fase; `alle`) x code (of
-- that kenmerk; `alle`) x uitkomst (`alle`; of fase also each of them). Dense over the codes in a half year
-- with a meeting. Residents of the region.
-- besprekingen: times that a case was spoken of. There is no key: a case that comes back counts again.
with regels as (
    select
        kalender.schooljaar,
        concat(kalender.schooljaar, case when month(casussen.datum) between 2 and 7 then '/2' else '/1' end) as halfjaar,
        casussen.thema,
        casussen.knelpunt,
        casussen.fase,
        casussen.uitkomst
    from casussen
    inner join kalender
        on kalender.dag = casussen.datum
    inner join gemeentecodes
        on gemeentecodes.gemeente = casussen.gemeente
        and gemeentecodes.code <> 'buiten_regio'
    cross join drempels
    where casussen.datum <= drempels.data_tot
),

kenmerken as (
    select schooljaar, halfjaar, 'alle' as kenmerk, 'alle' as code, 'alle' as uitkomst
    from regels

    union all

    select schooljaar, halfjaar, 'thema' as kenmerk, thema as code, 'alle' as uitkomst
    from regels

    union all

    select schooljaar, halfjaar, 'knelpunt' as kenmerk, knelpunt as code, 'alle' as uitkomst
    from regels

    union all

    select schooljaar, halfjaar, 'fase' as kenmerk, fase as code, 'alle' as uitkomst
    from regels

    union all

    select schooljaar, halfjaar, 'fase' as kenmerk, fase as code, uitkomst
    from regels
),

geteld as (
    select
        schooljaar,
        halfjaar,
        kenmerk,
        code,
        uitkomst,
        count(*) as besprekingen
    from kenmerken
    group by
        schooljaar,
        halfjaar,
        kenmerk,
        code,
        uitkomst
)

select
    periodes.schooljaar,
    periodes.halfjaar,
    casuscodes.kenmerk,
    casuscodes.code,
    casuscodes.uitkomst,
    coalesce(geteld.besprekingen, 0) as besprekingen
from (select distinct schooljaar, halfjaar from regels) as periodes
cross join casuscodes
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
