-- Grain: weekgroep (see basis_weekgroepen) x weken of which it is a part; weken are the weekgroepen themselves, and all
-- that were delivered in the schooljaar before (`met_vorig`) or after (`met_volgend`) as well.
-- verschil: that schooljaar less this one; 0 for a weekgroep itself.
select 'geen' as weekgroep, 'geen' as weken, 0 as verschil

union all

select 'vorig' as weekgroep, 'vorig' as weken, 0 as verschil

union all

select 'volgend' as weekgroep, 'volgend' as weken, 0 as verschil

union all

select 'beide' as weekgroep, 'beide' as weken, 0 as verschil

union all

select 'vorig' as weekgroep, 'met_vorig' as weken, -1 as verschil

union all

select 'beide' as weekgroep, 'met_vorig' as weken, -1 as verschil

union all

select 'volgend' as weekgroep, 'met_volgend' as weken, 1 as verschil

union all

select 'beide' as weekgroep, 'met_volgend' as weken, 1 as verschil
