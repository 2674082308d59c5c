-- Retention: what the settings RETENTION_… declare too old is removed each night. Each function below removes a batch, whose transaction the service commits.
-- The role of the service needs no right to change history and access events.
-- A short time-out, because writers queue behind a waiting lock. The migration is repeated.
set local lock_timeout = '1s';
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- One row per run, whose numbers grow with each batch.
create table retention_run (
    day date primary key,
    started timestamptz not null,
    ended timestamptz, -- null: the run continues
    settings varchar not null,
    people bigint not null default 0,
    versions bigint not null default 0,
    installations bigint not null default 0,
    access_events bigint not null default 0
);

-- The writes of each person, as far as they are kept. The index of a meter's patient covers only short ids.
create view person_write as
    select cast('patient' as varchar) as person_kind, cast(patient_id as varchar) as person_id, greatest(created, modified) as time, created_by_ as author
    from mobile
    union all
    select 'patient', patient_id, greatest(created, modified), created_by_ from blood_glucose_meter where octet_length(patient_id) <= 256
    union all
    select 'patient', patient_id, superseded at time zone 'UTC', created_by_ from mobile_history
    union all
    select 'patient', patient_id, superseded at time zone 'UTC', created_by_ from blood_glucose_meter_history where octet_length(patient_id) <= 256
    union all
    select 'clinician', clinician_id, greatest(created, modified), created_by_ from desktop
    union all
    select 'clinician', clinician_id, superseded at time zone 'UTC', created_by_ from desktop_history;

-- People who are neither anonymised nor under legal hold, with the time of their last write. Anonymised records have no author.
create view person_activity as
    select person_kind, person_id, max(time) as last_write
    from person_write w
    group by person_kind, person_id
    having max(author) <> '' and not exists (select from legal_hold h where h.person_kind = w.person_kind and h.person_id = w.person_id);

-- Installations that are not the latest of their person and product, of people who are not under legal hold, with the time since when. An installation that is
-- still written to is in use.
create view superseded_installation as
    select i.person_kind, i.person_id, i.uuid, i.identifying, greatest(i.written, i.replaced) as since
    from (
        select cast('patient' as varchar) as person_kind, patient_id as person_id, uuid, display_name as identifying, greatest(created, modified) as written,
            min(created) over (
                partition by patient_id, app_product order by date_first_launched_ desc, created desc, uuid desc
                rows between unbounded preceding and 1 preceding) as replaced
        from mobile
        union all
        select 'clinician', clinician_id, uuid, ip_address, greatest(created, modified),
            min(created) over (
                partition by clinician_id, app_product order by date_first_used_ desc, app_version desc, created desc, uuid desc
                rows between unbounded preceding and 1 preceding)
        from desktop
    ) i
    where i.replaced is not null
    and not exists (select from legal_hold h where h.person_kind = i.person_kind and h.person_id = i.person_id);

-- The last person of a batch that begins after a person; null if there are no more. Each table is read by its index: the view would be sorted.
create function last_person_of_batch(kind varchar, after varchar, size integer) returns varchar
    language plpgsql stable security definer set search_path from current as $$
begin
    if kind = 'patient' then
        return coalesce(
            least(
                (select patient_id from mobile where patient_id > after order by patient_id offset size limit 1),
                (select patient_id from blood_glucose_meter where patient_id > after and octet_length(patient_id) <= 256
                    order by patient_id offset size limit 1),
                (select patient_id from mobile_history where patient_id > after order by patient_id offset size limit 1),
                (select patient_id from blood_glucose_meter_history where patient_id > after and octet_length(patient_id) <= 256
                    order by patient_id offset size limit 1)),
            greatest(
                (select max(patient_id) from mobile where patient_id > after),
                (select max(patient_id) from blood_glucose_meter where patient_id > after and octet_length(patient_id) <= 256),
                (select max(patient_id) from mobile_history where patient_id > after),
                (select max(patient_id) from blood_glucose_meter_history where patient_id > after and octet_length(patient_id) <= 256)));
    end if;
    return coalesce(
        least(
            (select clinician_id from desktop where clinician_id > after order by clinician_id offset size limit 1),
            (select clinician_id from desktop_history where clinician_id > after order by clinician_id offset size limit 1)),
        greatest(
            (select max(clinician_id) from desktop where clinician_id > after),
            (select max(clinician_id) from desktop_history where clinician_id > after)));
end
$$;

-- Lets holds wait until the batch is committed. The tables of the records come first, as in an erasure.
create function lock_out_holds() returns void language plpgsql security definer set search_path from current as $$
begin
    lock table mobile, desktop, blood_glucose_meter in row exclusive mode;
    lock table legal_hold in share mode;
end
$$;

-- Each of the following functions processes a batch from a position ('' at first) and returns the number of what was removed and the position of the next batch
-- (null after the last one). A person or record that is locked is being written to, and stays.

-- Erases or anonymises people without a write since a time, at most "most" at once. A record that is created meanwhile stays, as if the person had been erased
-- before.
create function expire_people(kind varchar, after varchar, before timestamptz, mode varchar, size integer, most integer)
    returns table (number bigint, resume_at varchar) language plpgsql security definer set search_path from current as $$
declare
    since constant timestamp := before at time zone 'UTC';
    final constant varchar := last_person_of_batch(kind, after, size);
    people constant varchar[] := array(
        select a.person_id from person_activity a
        where a.person_kind = kind and a.person_id > after and a.person_id <= final and a.last_write < since
        order by a.person_id limit most);
    person varchar;
begin
    perform lock_out_holds();
    number := 0;
    foreach person in array people loop
        begin
            if kind = 'patient' then
                perform from mobile where patient_id = person for update nowait;
                perform from blood_glucose_meter where patient_id = person and octet_length(patient_id) <= 256 for update nowait;
            else
                perform from desktop where clinician_id = person for update nowait;
            end if;
        exception when lock_not_available then
            continue;
        end;
        if exists (select from person_activity a where a.person_kind = kind and a.person_id = person and a.last_write < since) then
            if mode = 'erase' then
                perform from erase_person(kind, person, since);
            else
                perform from anonymise_person(kind, person, since);
            end if;
            number := number + 1;
        end if;
    end loop;
    resume_at := case when cardinality(people) = most then people[most] else final end;
    return next;
end
$$;

-- Removes versions of records that ended before a time. History is then known from that time on.
create function remove_versions(record_table varchar, after varchar, before timestamptz, size integer)
    returns table (number bigint, resume_at varchar) language plpgsql security definer set search_path from current as $$
declare
    history constant varchar := record_table || '_history';
    kind constant varchar := case record_table when 'desktop' then 'clinician' else 'patient' end;
    start constant timestamptz := coalesce(nullif(after, ''), '-infinity');
    final timestamptz;
    found bigint;
begin
    perform lock_out_holds();
    if exists (select from history_start where since < before) then
        delete from history_start where since < before;
        insert into history_start values (before) on conflict do nothing;
    end if;
    execute format('select count(*), max(b.superseded) from ('
        || 'select superseded from %I where superseded >= $1 and superseded < $2 order by superseded limit $3) b', history)
        using start, before, size into found, final;
    execute format('delete from %I v where v.superseded >= $1 and v.superseded <= $2'
        || ' and not exists (select from legal_hold h where h.person_kind = $3 and h.person_id = v.%I)', history, kind || '_id')
        using start, final, kind;
    get diagnostics number = row_count;
    resume_at := case when found = size then final + interval '1 microsecond' end;
    return next;
end
$$;

-- Blanks the display name or address of installations that were superseded before a time, also in their history, and in that of removed installations. The
-- number is that of installations.
create function blank_installations(kind varchar, after varchar, before timestamptz, size integer)
    returns table (number bigint, resume_at varchar) language plpgsql security definer set search_path from current as $$
declare
    record_table constant varchar := case kind when 'patient' then 'mobile' else 'desktop' end;
    field constant varchar := case kind when 'patient' then 'display_name' else 'ip_address' end;
    person constant varchar := kind || '_id';
    final constant varchar := last_person_of_batch(kind, after, size);
    superseded varchar[];
    identifying varchar[];
    revision_before bigint;
begin
    perform lock_out_holds();
    execute format('select array_agg(l.uuid), array_agg(l.uuid) filter (where l.%1$I <> '''') from (select uuid, %1$I from %2$I where uuid = any(array('
        || 'select i.uuid from superseded_installation i where i.person_kind = $1 and i.person_id > $2 and i.person_id <= $3 and i.since < $4))'
        || ' and greatest(created, modified) < $4 for update skip locked) l', field, record_table)
        using kind, after, final, before at time zone 'UTC' into superseded, identifying;

    -- what the trigger keeps of these installations, which are locked, has a higher revision
    revision_before := nextval(pg_get_serial_sequence(record_table || '_history', 'revision'));
    execute format('update %I set %I = '''' where uuid = any($1)', record_table, field) using identifying;
    get diagnostics number = row_count;
    execute format('delete from %I where %I > $1 and %2$I <= $2 and revision > $3 and uuid = any($4)', record_table || '_history', person)
        using after, final, revision_before, identifying;

    execute format('update %1$I_history v set %2$I = '''' where v.%3$I > $1 and v.%3$I <= $2 and v.%2$I <> '''' and v.superseded < $3'
        || ' and (v.uuid = any($4) or not exists (select from %1$I r where r.uuid = v.uuid and r.%3$I = v.%3$I))'
        || ' and not exists (select from legal_hold h where h.person_kind = $5 and h.person_id = v.%3$I)', record_table, field, person)
        using after, final, before, superseded, kind;
    resume_at := final;
    return next;
end
$$;

-- Removes access events before a time.
create function remove_access_events(after varchar, before timestamptz, size integer)
    returns table (number bigint, resume_at varchar) language plpgsql security definer set search_path from current as $$
declare
    start constant timestamptz := coalesce(nullif(after, ''), '-infinity');
    final timestamptz;
    found bigint;
begin
    perform lock_out_holds();
    select count(*), max(b.time) into found, final
    from (select e.time from access_event e where e.time >= start and e.time < before order by e.time limit size) b;
    delete from access_event e where e.time >= start and e.time <= final
        and not exists (select from legal_hold h where h.person_id = e.person_id);
    get diagnostics number = row_count;
    resume_at := case when found = size then final + interval '1 microsecond' end;
    return next;
end
$$;

revoke execute on function last_person_of_batch, lock_out_holds, expire_people, remove_versions, blank_installations, remove_access_events from public;
