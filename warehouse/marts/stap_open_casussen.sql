-- Grain: kind x meting: children with an open thuiszitter case at the peildatum, whatever the list.
-- Potential cases do not count. Empty when the registry does not put an open case in laag 3. Never published.
select distinct
    casussen.kind,
    metingen.meting
from stap_casussen as casussen
inner join stap_metingen as metingen
    on casussen.start <= metingen.peildatum
    and (casussen.uit is null or casussen.uit > metingen.peildatum)
cross join drempels
where
    casussen.soort <> 'potentieel'
    and drempels.open_casus_is_laag_3
