-- Missed time lies between nothing and all scheduled time, and shares of it do too.
select
    periode_soort,
    periode,
    gemeente,
    sector
from mart_aanwezigheid
where
    gemiste_dagen < 0
    or gemiste_dagen > ingeroosterde_dagen * 1.000001
