-- Grain: moment: the block of school weeks of the schooljaar (1, 2, ...) that half of the schools have had; its number.
-- Flows are counted between blocks. schoolweken: in a block. peildatum: the Sunday on which half of the schools had it.
with bereikt as (
    select
        schoolweken.weekeinde,
        cast(schoolweken.volgnummer / drempels.blok_schoolweken as bigint) as moment,
        drempels.blok_schoolweken as schoolweken,
        count(*) as scholen
    from stap_schoolweken as schoolweken
    cross join drempels
    where schoolweken.volgnummer % drempels.blok_schoolweken = 0
    group by
        schoolweken.weekeinde,
        cast(schoolweken.volgnummer / drempels.blok_schoolweken as bigint),
        drempels.blok_schoolweken
),

tot_en_met as (
    select
        weekeinde,
        moment,
        schoolweken,
        sum(scholen) over (
            partition by moment
            order by weekeinde
            rows between unbounded preceding and current row
        ) as scholen
    from bereikt
)

select
    tot_en_met.moment,
    tot_en_met.schoolweken,
    min(tot_en_met.weekeinde) as peildatum
from tot_en_met
cross join (select count(distinct school) as scholen from stap_schoolweken) as alle
where 2 * tot_en_met.scholen >= alle.scholen
group by
    tot_en_met.moment,
    tot_en_met.schoolweken
