-- Grain: kind x unbroken time with an exemption on any grond. Child level: never published.
-- van: first day of it. na: first day without. A permanent exemption runs to the end of time (9999-12-31).
with perioden as (
    select
        kind,
        ingang as van,
        coalesce(cast(einde + interval '1' day as date), date '9999-12-31') as na
    from vrijstellingen
),

gemerkt as (
    select
        kind,
        van,
        na,
        max(na) over (
            partition by kind
            order by van, na
            rows between unbounded preceding and 1 preceding
        ) as eerder_na
    from perioden
    where van < na
),

genummerd as (
    select
        kind,
        van,
        na,
        sum(case when eerder_na is null or van > eerder_na then 1 else 0 end) over (
            partition by kind
            order by van, na
            rows between unbounded preceding and current row
        ) as eiland
    from gemerkt
)

select
    kind,
    min(van) as van,
    max(na) as na
from genummerd
group by
    kind,
    eiland
