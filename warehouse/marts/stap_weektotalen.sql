-- Grain: schoolweek x gemeente of residence, for weeks of which only counts were delivered.
-- school: for which the week counts. leerlingen: enrolled pupils.
-- ingeroosterde_delen: scheduled days in 27720ths, at the usual units of a day.
select
    weken.schoolweek,
    weken.telt_voor as school,
    weken.school as bron,
    weken.weekeinde,
    weken.week,
    tijdvakken.tijdvak,
    weekcijfers.gemeente,
    scholen.sector,
    scholen.eenheden_per_dag,
    max(weekcijfers.leerlingen) as leerlingen,
    cast(floor(27720 * max(weekcijfers.ingeroosterde_eenheden) / scholen.eenheden_per_dag) as bigint)
        as ingeroosterde_delen
from stap_schoolweken as weken
inner join weekcijfers
    on weekcijfers.school = weken.school
    and weekcijfers.week = weken.week
inner join stap_tijdvakken as tijdvakken
    on tijdvakken.weekeinde = weken.weekeinde
    and tijdvakken.maand = weken.maand
inner join stap_scholen as scholen
    on scholen.school = weken.telt_voor
where
    weken.levering = 'weekcijfers'
    and weekcijfers.categorie = 'totaal'
    and weekcijfers.ingeroosterde_eenheden > 0
group by
    weken.schoolweek,
    weken.telt_voor,
    weken.school,
    weken.weekeinde,
    weken.week,
    tijdvakken.tijdvak,
    weekcijfers.gemeente,
    scholen.sector,
    scholen.eenheden_per_dag
