-- mart_thuiszitters_stroom: begin + instroom - uitstroom = einde, and einde is the state of mart_thuiszitters.
select
    stroom.kwartaal,
    stroom.definitie,
    stroom.gemeente,
    stroom.sector
from mart_thuiszitters_stroom as stroom
left join mart_thuiszitters as stand
    on stand.kwartaal = stroom.kwartaal
    and stand.definitie = stroom.definitie
    and stand.gemeente = stroom.gemeente
    and stand.sector = stroom.sector
    and stand.duurklasse = 'alle'
where
    stroom.begin + stroom.instroom - stroom.uitstroom <> stroom.einde
    or stand.kinderen is distinct from stroom.einde
