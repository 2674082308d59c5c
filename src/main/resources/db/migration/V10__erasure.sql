-- Erasures of people, and legal holds that prevent them.
-- Functions find only objects of this schema and of pg_catalog, even if their caller has another search path. They have the rights of their owner, so that
-- other roles that may insert records need no right to read erasures.
-- A short time-out, because writers queue behind a waiting lock. The migration is repeated.
set local lock_timeout = '1s';
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

create table legal_hold (
    person_kind varchar not null,
    person_id varchar(36) not null,
    time timestamptz not null,
    reason varchar not null,
    held_by varchar not null,
    primary key (person_kind, person_id)
);

-- One row. Without it, the hashes of erased ids cannot be compared with known ids.
create table erasure_salt (salt bytea primary key);
insert into erasure_salt values (decode(replace(concat(gen_random_uuid(), gen_random_uuid()), '-', ''), 'hex'));

-- Receipts. Rows are only inserted.
create table erasure (
    id uuid primary key,
    time timestamptz not null,
    person_kind varchar not null,
    person_hash bytea not null,
    mode varchar not null,
    reason varchar not null,
    erased_by varchar not null,
    counts varchar not null -- a JSON object: rows by table
);
create index erasure_by_person on erasure (person_hash);

-- Erased people who may have records again.
create table erasure_end (
    erasure uuid primary key,
    time timestamptz not null,
    ended_by varchar not null
);

-- Each insert of a record calls these two functions. PL/pgSQL keeps their plans; SQL functions would be planned at each call.
create function person_hash(kind varchar, person varchar) returns bytea language plpgsql stable security definer set search_path from current as $$
begin
    return (select sha256(salt || convert_to(kind || ':' || person, 'UTF8')) from erasure_salt);
end
$$;

create function is_erased(kind varchar, person varchar) returns boolean language plpgsql stable security definer set search_path from current as $$
begin
    return exists (
        select from erasure e
        where e.person_hash = person_hash(kind, person)
        and not exists (select from erasure_end x where x.erasure = e.id));
end
$$;

revoke execute on function person_hash, is_erased from public;

-- Phones continue to report after their owner has been erased, also to the original service.
create function reject_erased_patient() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if is_erased('patient', new.patient_id) then
        raise exception 'The patient has been erased.' using errcode = 'PT410';
    end if;
    return new;
end
$$;
create function reject_erased_clinician() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if is_erased('clinician', new.clinician_id) then
        raise exception 'The clinician has been erased.' using errcode = 'PT410';
    end if;
    return new;
end
$$;
create trigger mobile_of_erased before insert on mobile for each row execute function reject_erased_patient();
create trigger blood_glucose_meter_of_erased before insert on blood_glucose_meter for each row execute function reject_erased_patient();
create trigger desktop_of_erased before insert on desktop for each row execute function reject_erased_clinician();

-- Removes a person's records with their history and idempotency keys, and the person from access events. Returns the number of rows by table.
-- The role of the service needs no right to change history and access events.
create function erase_person(kind varchar, person varchar, created_before timestamp)
    returns table (table_name varchar, number bigint) language plpgsql security definer set search_path from current as $$
declare
    -- the index of a meter's patient covers only short ids
    found constant text := format('where %1$I = $1 and octet_length(%1$I) <= 256 and created < $2', kind || '_id');
    record_table varchar;
    uuids varchar[];
    keys bigint := 0;
begin
    foreach record_table in array
        case kind when 'patient' then array['mobile', 'blood_glucose_meter'] else array['desktop'] end
    loop
        execute format('select array(select uuid from %1$I %2$s union select uuid from %3$I %2$s)',
            record_table, found, record_table || '_history') using person, created_before into uuids;
        delete from idempotency_key where record_uuid = any(uuids);
        get diagnostics number = row_count;
        keys := keys + number;

        table_name := record_table || '_history';
        execute format('delete from %I %s', table_name, found) using person, created_before;
        get diagnostics number = row_count;
        return next;

        table_name := record_table;
        execute format('delete from %I %s', table_name, found) using person, created_before;
        get diagnostics number = row_count;
        return next;

        -- what the trigger has kept of the deleted records
        execute format('delete from %I %s', record_table || '_history', found) using person, created_before;
    end loop;

    table_name := 'idempotency_key';
    number := keys;
    return next;

    -- searches for access events name a person without the kind
    table_name := 'access_event';
    update access_event set person_id = '' where person_id = person and person_id <> '' and person_kind in (kind, '');
    get diagnostics number = row_count;
    return next;
end
$$;
revoke execute on function erase_person from public;

-- Copies a person's records and their history to a new random person, without what could identify the person or the device, and erases the originals.
create function anonymise_person(kind varchar, person varchar, created_before timestamp)
    returns table (table_name varchar, number bigint) language plpgsql security definer set search_path from current as $$
declare
    found constant text := format('where r.%1$I = $1 and octet_length(r.%1$I) <= 256 and r.created < $2', kind || '_id');
    secret constant text := concat(gen_random_uuid(), gen_random_uuid());
    replaced constant jsonb := jsonb_build_object(
        kind || '_id', gen_random_uuid(), 'unique_device_code', '', 'display_name', '', 'ip_address', '', 'serial_number', '',
        'mobile_id', '', 'created_by_', '', 'modified_by_', '', 'superseded_by_', null);
    renamed constant text := '$3 || jsonb_build_object(''uuid'', left(encode(sha256(convert_to(r.uuid || $4, ''UTF8'')), ''hex''), 32)::uuid)';
    record_table varchar;
begin
    foreach record_table in array
        case kind when 'patient' then array['mobile', 'blood_glucose_meter'] else array['desktop'] end
    loop
        execute format('insert into %1$I select a.* from %1$I r, jsonb_populate_record(r, %2$s) a %3$s', record_table, renamed, found)
            using person, created_before, replaced, secret;
        execute format('insert into %1$I select a.* from (select * from %1$I r %3$s order by r.revision) r,'
            || ' jsonb_populate_record(null::%1$I, to_jsonb(r) || %2$s || jsonb_build_object(''revision'', nextval(pg_get_serial_sequence(%1$L, ''revision'')))) a',
            record_table || '_history', renamed, found) using person, created_before, replaced, secret;
    end loop;
    return query select * from erase_person(kind, person, created_before);
end
$$;
revoke execute on function anonymise_person from public;
