-- Grain: one row: the first and the last day on which a list of thuiszitters was delivered; null without any.
select
    min(peildatum) as eerste,
    max(peildatum) as laatste
from thuiszitters
