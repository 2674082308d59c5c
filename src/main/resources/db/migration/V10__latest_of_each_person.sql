-- Which installations are the latest of their person and product, so that a search for those that somebody still has need not
-- ask of each that ever was whether there is a later one. By when they were made, in the order of which a search goes: a day's are
-- beside each other in the index, and new ones at its end. No parallel workers: a page ends before these have started. Room in each
-- page, since a change of a version stays in it (HOT) then.
create table latest_mobile (
    created timestamp not null,
    uuid varchar(36) not null,
    app_product varchar not null,
    app_version varchar not null,
    primary key (created, uuid)
) with (fillfactor = 90, parallel_workers = 0);

create table latest_desktop (
    created timestamp not null,
    uuid varchar(36) not null,
    app_product varchar not null,
    app_version varchar not null,
    primary key (created, uuid)
) with (fillfactor = 90, parallel_workers = 0);

-- An installation goes: if it was the latest, the one before it is now.
create function latest_mobile_goes(one mobile) returns void language plpgsql as $$
begin
    delete from latest_mobile where created = one.created and uuid = one.uuid;
    if found then
        insert into latest_mobile
        select other.created, other.uuid, other.app_product, other.app_version from mobile other
        where other.patient_id = one.patient_id and other.app_product = one.app_product and other.uuid <> one.uuid
        order by other.date_first_launched_ desc, other.created desc, other.uuid desc limit 1;
    end if;
end
$$;

create function latest_desktop_goes(one desktop) returns void language plpgsql as $$
begin
    delete from latest_desktop where created = one.created and uuid = one.uuid;
    if found then
        insert into latest_desktop
        select other.created, other.uuid, other.app_product, other.app_version from desktop other
        where other.clinician_id = one.clinician_id and other.app_product = one.app_product and other.uuid <> one.uuid
        order by other.date_first_used_ desc, other.app_version desc, other.created desc, other.uuid desc limit 1;
    end if;
end
$$;

-- The functions of the triggers as they were, with what keeps these tables.
create or replace function adoption_of_mobile() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    newest mobile;
    before text;
    until date;
begin
    perform pg_advisory_xact_lock(730, least(hashtext(new.patient_id) & 1023, hashtext(old.patient_id) & 1023));
    if tg_op = 'UPDATE' and new.patient_id <> old.patient_id then -- both persons', in the same order whichever way it goes
        perform pg_advisory_xact_lock(730, greatest(hashtext(new.patient_id) & 1023, hashtext(old.patient_id) & 1023));
    end if;
    if tg_op = 'UPDATE' and (new.patient_id, new.app_product, new.date_first_launched_, new.created, new.uuid)
        = (old.patient_id, old.app_product, old.date_first_launched_, old.created, old.uuid)
    then -- in the same place: instead of what it was, until the next takes over, which there is none of if it is the latest
        if new.app_version = old.app_version then
            return new;
        end if;
        before := old.app_version;
        update latest_mobile set app_version = new.app_version where created = new.created and uuid = new.uuid;
        if not found then
            select other.date_first_launched_ into until from mobile other
                where other.patient_id = new.patient_id and other.app_product = new.app_product and other.uuid <> new.uuid
                    and other.date_first_launched_ >= new.date_first_launched_
                    and (other.date_first_launched_, other.created, other.uuid)
                        > (new.date_first_launched_, new.created, new.uuid)
                order by other.date_first_launched_ limit 1;
        end if;
    else
        if tg_op <> 'INSERT' then
            perform adoption_mobile(old, -1);
            perform latest_mobile_goes(old);
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
        update latest_mobile set created = new.created, uuid = new.uuid, app_version = new.app_version
            where created = newest.created and uuid = newest.uuid;
        if not found then -- the first
            insert into latest_mobile values (new.created, new.uuid, new.app_product, new.app_version)
                on conflict do nothing; -- for an insert that ends in its own "on conflict do nothing"
        end if;
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

create or replace function adoption_of_desktop() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    newest desktop;
begin
    perform pg_advisory_xact_lock(730, least(hashtext(new.clinician_id) & 1023, hashtext(old.clinician_id) & 1023));
    if tg_op = 'UPDATE' and new.clinician_id <> old.clinician_id then -- both persons', in the same order whichever way it goes
        perform pg_advisory_xact_lock(730, greatest(hashtext(new.clinician_id) & 1023, hashtext(old.clinician_id) & 1023));
    end if;
    if tg_op <> 'INSERT' then
        perform adoption_desktop(old, -1);
    end if;
    if tg_op = 'DELETE' then
        perform latest_desktop_goes(old);
        return old;
    end if;
    select * into newest from desktop other
        where other.clinician_id = new.clinician_id and other.app_product = new.app_product and other.uuid <> new.uuid
        order by other.date_first_used_ desc, other.app_version desc, other.created desc, other.uuid desc limit 1;
    if newest.uuid is null
        or (newest.date_first_used_, newest.app_version, newest.created, newest.uuid)
            < (new.date_first_used_, new.app_version, new.created, new.uuid)
    then
        perform adoption_step(
            'clinician', new.app_product, new.app_version, new.date_first_used_::date, newest.app_version, null, 1);
    else
        perform adoption_desktop(new, 1);
    end if;
    if tg_op = 'UPDATE' then
        if (old.clinician_id, old.app_product, old.date_first_used_, old.created, old.uuid)
            = (new.clinician_id, new.app_product, new.date_first_used_, new.created, new.uuid)
            and newest.date_first_used_ is distinct from new.date_first_used_
        then -- in the same place: versions only decide between those of one time
            if new.app_version <> old.app_version then
                update latest_desktop set app_version = new.app_version where created = new.created and uuid = new.uuid;
            end if;
            return new;
        end if;
        perform latest_desktop_goes(old);
    end if;
    if newest.uuid is null
        or (newest.date_first_used_, newest.app_version, newest.created, newest.uuid)
            < (new.date_first_used_, new.app_version, new.created, new.uuid)
    then
        update latest_desktop set created = new.created, uuid = new.uuid, app_version = new.app_version
            where created = newest.created and uuid = newest.uuid;
        if not found then
            insert into latest_desktop values (new.created, new.uuid, new.app_product, new.app_version)
                on conflict do nothing; -- for an insert that ends in its own "on conflict do nothing"
        end if;
    end if;
    return new;
end
$$;

create or replace function forget_adoption() returns trigger language plpgsql as $$
begin
    delete from adoption_change where kind = tg_argv[0];
    execute format('delete from %I', 'latest_' || tg_table_name);
    return null;
end
$$;

-- Until all who write with the functions as they were have ended: from here on the tables hear of every write.
-- Others must not queue behind this, so it gives up soon and is tried again.
set local lock_timeout = '1s';
lock table mobile, desktop in share row exclusive mode;
