-- Grain: two blocks of school weeks that follow each other. moment: number of the first; van_dag, peildatum: the last days
-- of both. meting_toen, meting_nu: see stap_metingen.
select
    toen.moment,
    toen.peildatum as van_dag,
    nu.peildatum,
    toen.meting as meting_toen,
    nu.meting as meting_nu
from stap_metingen as toen
inner join stap_metingen as nu
    on nu.moment = toen.moment + 1
