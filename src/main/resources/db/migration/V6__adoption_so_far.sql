-- Counts the installations that were there before the triggers were. One statement, and so one snapshot: what the triggers have
-- counted of what it sees is replaced, and what it does not see they count. Nobody has to wait for it.
with counted as (
    delete from adoption_change
), installation as (
    select 'patient' as kind, app_product, app_version, date_first_launched_::date as since,
        lead(date_first_launched_::date) over (
            partition by patient_id, app_product order by date_first_launched_, created, uuid) as until
    from mobile
    union all
    select 'clinician', app_product, app_version, date_first_used_::date,
        lead(date_first_used_::date) over (
            partition by clinician_id, app_product order by date_first_used_, app_version, created, uuid)
    from desktop
)
insert into adoption_change (kind, app_product, app_version, day, people)
select kind, app_product, app_version, day, sum(people)
from (
    select kind, app_product, app_version, since as day, 1 as people from installation
    union all
    select kind, app_product, app_version, until, -1 from installation where until is not null
) as step
group by kind, app_product, app_version, day
having sum(people) <> 0;
