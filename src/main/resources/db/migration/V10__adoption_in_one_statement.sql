-- PostgreSQL has statistics of the new indexes only now.
analyze mobile, desktop, blood_glucose_meter;

-- As before, in fewer steps: what most writes do, to make a person's newest installation or to change the version of one, ends in
-- one insert. A change asks itself what adoption_until would tell it: calling that cost 26 microseconds of about 320.
create or replace function adoption_of_mobile() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    newest mobile;
    before text;
    until date;
begin
    perform pg_advisory_xact_lock(730, hashtext(coalesce(new.patient_id, old.patient_id)) & 1023);
    if tg_op = 'UPDATE' and (new.patient_id, new.app_product, new.date_first_launched_, new.created, new.uuid)
        = (old.patient_id, old.app_product, old.date_first_launched_, old.created, old.uuid)
    then -- in the same place: instead of what it was, until the next takes over
        before := old.app_version;
        select other.date_first_launched_ into until from mobile other
            where other.patient_id = new.patient_id and other.app_product = new.app_product and other.uuid <> new.uuid
                and other.date_first_launched_ >= new.date_first_launched_
                and (other.date_first_launched_, other.created, other.uuid)
                    > (new.date_first_launched_, new.created, new.uuid)
            order by other.date_first_launched_ limit 1;
    else
        if tg_op <> 'INSERT' then
            perform adoption_mobile(old, -1);
        end if;
        if tg_op = 'DELETE' then
            return old;
        end if;
        select * into newest from mobile other
            where other.patient_id = new.patient_id and other.app_product = new.app_product and other.uuid <> new.uuid
            order by other.date_first_launched_ desc, other.created desc, other.uuid desc limit 1;
        if (newest.date_first_launched_, newest.created, newest.uuid)
            > (new.date_first_launched_, new.created, new.uuid)
        then
            perform adoption_mobile(new, 1);
            return new;
        end if;
        before := newest.app_version;
    end if;
    if new.app_version is distinct from before then
        insert into adoption_change
        select 'patient', new.app_product, step.version, step.day, step.people
        from (values
            (new.app_version, new.date_first_launched_::date, 1), (before, new.date_first_launched_::date, -1),
            (new.app_version, until, -1), (before, until, 1)) as step (version, day, people)
        where step.version is not null and step.day is not null;
    end if;
    return new;
end
$$;
