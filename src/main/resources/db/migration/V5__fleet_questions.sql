-- What lists and questions about the fleet need besides the records themselves.

-- The secret that the cursors of lists are signed with, the same for all nodes.
create table page_key (secret varchar(72) not null);
insert into page_key values (gen_random_uuid()::text || gen_random_uuid()::text);

-- How many people more (or fewer) than the day before have each version of each product as their latest, by the day (UTC) of
-- first use. The sum up to a day is how many have it on that day. Rows are only ever added, so that nobody waits for anybody,
-- and put together from time to time.
create table adoption_change (
    kind varchar(16) not null,
    app_product varchar not null,
    app_version varchar not null,
    day date not null,
    people integer not null
);

-- On a day (or never, when null) one person has a version instead of another (or none, when null).
create function adoption_swap(of_kind text, product text, other text, version text, day date, people integer)
returns void language plpgsql as $$
begin
    if day is null then
        return;
    elsif other is null then
        insert into adoption_change values (of_kind, product, version, day, people);
    else
        insert into adoption_change
        values (of_kind, product, version, day, people), (of_kind, product, other, day, -people);
    end if;
end
$$;

-- One installation comes (sign 1) or goes (sign -1): from its first day on the person has its version instead of the one
-- before, until the next takes over. Null for "before" or "until" when there is none.
create function adoption_step(of_kind text, product text, version text, since date, before text, until date, sign integer)
returns void language plpgsql as $$
begin
    if version is not distinct from before then
        return;
    end if;
    perform adoption_swap(of_kind, product, before, version, since, sign);
    perform adoption_swap(of_kind, product, before, version, until, -sign);
end
$$;

-- The day on which a later installation takes over; null when there is none. The order here and below is the one of "latest",
-- with what decides between equals.
create function adoption_until(one mobile) returns date language plpgsql as $$
begin
    return (
        select other.date_first_launched_::date from mobile other
        where other.patient_id = one.patient_id and other.app_product = one.app_product and other.uuid <> one.uuid
            and other.date_first_launched_ >= one.date_first_launched_
            and (other.date_first_launched_, other.created, other.uuid)
                > (one.date_first_launched_, one.created, one.uuid)
        order by other.date_first_launched_, other.created, other.uuid limit 1);
end
$$;

create function adoption_mobile(one mobile, sign integer) returns void language plpgsql as $$
declare
    before text;
begin
    select other.app_version into before from mobile other
        where other.patient_id = one.patient_id and other.app_product = one.app_product and other.uuid <> one.uuid
            and other.date_first_launched_ <= one.date_first_launched_
            and (other.date_first_launched_, other.created, other.uuid)
                < (one.date_first_launched_, one.created, one.uuid)
        order by other.date_first_launched_ desc, other.created desc, other.uuid desc limit 1;
    perform adoption_step('patient', one.app_product, one.app_version, one.date_first_launched_::date, before,
        adoption_until(one), sign);
end
$$;

create function adoption_desktop(one desktop, sign integer) returns void language plpgsql as $$
declare
    before text;
    until date;
begin
    select other.app_version into before from desktop other
        where other.clinician_id = one.clinician_id and other.app_product = one.app_product and other.uuid <> one.uuid
            and other.date_first_used_ <= one.date_first_used_
            and (other.date_first_used_, other.app_version, other.created, other.uuid)
                < (one.date_first_used_, one.app_version, one.created, one.uuid)
        order by other.date_first_used_ desc, other.app_version desc, other.created desc, other.uuid desc limit 1;
    select other.date_first_used_::date into until from desktop other
        where other.clinician_id = one.clinician_id and other.app_product = one.app_product and other.uuid <> one.uuid
            and other.date_first_used_ >= one.date_first_used_
            and (other.date_first_used_, other.app_version, other.created, other.uuid)
                > (one.date_first_used_, one.app_version, one.created, one.uuid)
        order by other.date_first_used_, other.app_version, other.created, other.uuid limit 1;
    perform adoption_step('clinician', one.app_product, one.app_version, one.date_first_used_::date, before,
        until, sign);
end
$$;

-- One person's installations are counted one after the other: the lock lasts until the transaction ends. It is one of 1,024, so
-- that a statement about all people does not need more locks than PostgreSQL has room for. Before each row, and not after it,
-- because only then the rows of one statement come one after the other as well. Most installations are their person's newest,
-- which is found out first. By index even if the table is empty: PostgreSQL keeps to its first plan while many rows come.
--
-- What most writes do, to make a person's newest installation or to change the version of one, ends in one insert. A change asks
-- itself what adoption_until would tell it: calling that cost 26 microseconds of about 320.
create function adoption_of_mobile() returns trigger language plpgsql set enable_seqscan = off as $$
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

create function adoption_of_desktop() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    newest desktop;
begin
    perform pg_advisory_xact_lock(730, hashtext(coalesce(new.clinician_id, old.clinician_id)) & 1023);
    if tg_op <> 'INSERT' then
        perform adoption_desktop(old, -1);
    end if;
    if tg_op = 'DELETE' then
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
    return new;
end
$$;

create function forget_adoption() returns trigger language plpgsql as $$
begin
    delete from adoption_change where kind = tg_argv[0];
    return null;
end
$$;

-- Whoever writes to the tables must not queue behind these, so they give up soon and are tried again.
set local lock_timeout = '1s';

create trigger adoption before insert or delete or
    update of patient_id, app_product, app_version, date_first_launched_, created, uuid
    on mobile for each row execute function adoption_of_mobile();
create trigger no_adoption after truncate on mobile for each statement execute function forget_adoption('patient');

create trigger adoption before insert or delete or
    update of clinician_id, app_product, app_version, date_first_used_, created, uuid
    on desktop for each row execute function adoption_of_desktop();
create trigger no_adoption after truncate on desktop for each statement execute function forget_adoption('clinician');
