-- Grain: schooljaar x kwartaal. Exact, of the whole region; what is shown of it stands in mart_indicatoren.
-- gestegen: pupils who were measured below laag 3 at a monthly peildatum and at a later one of the quarter stood in
-- laag 3 for the first time in the schooljaar. eerst_laag_2: those of them who stood in laag 2 at an earlier peildatum.
-- Measured over the schooljaar up to the peildatum, with the default preset; residents of the region; laag as in
-- mart_lagen.
select
    schooljaren.schooljaar,
    kalender.kwartaal,
    count(*) as gestegen,
    cast(sum(case when eerste.eerste_laag_2 < eerste.eerste_laag_3 then 1 else 0 end) as bigint) as eerst_laag_2
from stap_eerste_lagen as eerste
inner join kalender
    on kalender.dag = eerste.eerste_laag_3
cross join stap_schooljaar as schooljaren
where eerste.eerste_laag_3 > eerste.eerste_meting
group by
    schooljaren.schooljaar,
    kalender.kwartaal
order by
    schooljaren.schooljaar,
    kalender.kwartaal
