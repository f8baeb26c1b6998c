-- mart_aanwezigheid: missed days are authorised, unauthorised and unknown days together, and no column is negative or
-- counts more schools delivered than there are.
select
    periode_soort,
    periode,
    schooljaar,
    gemeente,
    sector
from mart_aanwezigheid
where
    abs(gemiste_dagen - geoorloofde_dagen - ongeoorloofde_dagen - onbekende_dagen) > 0.001
    or least(
        leerlingen, ingeroosterde_dagen, gemiste_dagen, geoorloofde_dagen, ongeoorloofde_dagen, onbekende_dagen
    ) < 0
    or scholen_geleverd > scholen_totaal
