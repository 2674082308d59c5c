-- The latest of those that were there before: person by person, each under the lock that a write of the same person takes, and for as
-- long as that. So nobody waits, and no write falls between. Cut off, it can begin anew: what is known is left.
do $$
declare
    person text := '';
begin
    loop
        select min(patient_id) into person from mobile where patient_id > person;
        exit when person is null;
        perform set_config('synchronous_commit', 'off', true); -- what follows all of this is waited for
        perform set_config('enable_seqscan', 'off', true); -- what is planned while the new table is empty is kept
        perform pg_advisory_xact_lock(730, hashtext(person) & 1023);
        insert into latest_mobile
        select * from (
            select distinct on (app_product) created, uuid, app_product, app_version from mobile where patient_id = person
            order by app_product, date_first_launched_ desc, created desc, uuid desc) newest
        on conflict do nothing;
        commit;
    end loop;
end
$$;

do $$
declare
    person text := '';
begin
    loop
        select min(clinician_id) into person from desktop where clinician_id > person;
        exit when person is null;
        perform set_config('synchronous_commit', 'off', true);
        perform set_config('enable_seqscan', 'off', true);
        perform pg_advisory_xact_lock(730, hashtext(person) & 1023);
        insert into latest_desktop
        select * from (
            select distinct on (app_product) created, uuid, app_product, app_version from desktop where clinician_id = person
            order by app_product, date_first_used_ desc, app_version desc, created desc, uuid desc) newest
        on conflict do nothing;
        commit;
    end loop;
end
$$;

-- What searches are planned by.
analyze latest_mobile, latest_desktop;
