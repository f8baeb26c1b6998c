-- Grain: cel, the number of a gemeente of residence and a sector in stap_inschrijvingen.
select distinct
    cel,
    gemeente,
    sector
from stap_inschrijvingen
