-- Optional: spreads the tables over the workers of a Citus cluster. README.md beside this file explains when, and each choice.
-- Run it once, as the owner of the tables, on the coordinator, after the first start of the service and while no node runs. All or nothing.
--
--   psql -d telemetry -U telemetry -f distribute.sql

\set ON_ERROR_STOP on
begin;
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

do $$
begin
    if to_regproc('create_distributed_table') is null then
        raise exception 'Citus is missing: run "create extension citus" in this database on all nodes, and add the workers.';
    end if;
    if current_setting('citus.enable_unsafe_triggers', true) is distinct from 'on' then
        raise exception 'citus.enable_unsafe_triggers is off: set it to on in postgresql.conf of all nodes, because triggers keep the history.';
    end if;
    if exists (select from blood_glucose_meter where octet_length(patient_id) > 256)
        or exists (select from blood_glucose_meter_history where octet_length(patient_id) > 256 or patient_id is null or uuid is null) then
        raise exception 'Meters have ids of patients that are missing or longer than 256 bytes. Correct or remove these rows first.';
    end if;
end
$$;

-- Citus can only check that a key is unique if it contains the column by which the table is distributed.
alter table mobile drop constraint mobile_pkey, add primary key (patient_id, uuid);
alter table desktop drop constraint desktop_pkey, add primary key (clinician_id, uuid);
alter table blood_glucose_meter drop constraint blood_glucose_meter_pkey, add primary key (patient_id, uuid);
alter table blood_glucose_meter_history
    drop constraint blood_glucose_meter_history_pkey,
    alter column patient_id set not null,
    alter column uuid set not null,
    add primary key (patient_id, uuid, revision);

-- Citus runs triggers on each shard, where a statement may not reach other shards. The histories are emptied once, by the trigger of the whole table.
create or replace function empty_mobile_history() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if tg_table_name = 'mobile' then
        truncate mobile_history;
    end if;
    return null;
end
$$;
create or replace function empty_desktop_history() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if tg_table_name = 'desktop' then
        truncate desktop_history;
    end if;
    return null;
end
$$;
create or replace function empty_blood_glucose_meter_history() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if tg_table_name = 'blood_glucose_meter' then
        truncate blood_glucose_meter_history;
    end if;
    return null;
end
$$;

-- Citus cannot plan the parameters of SQL functions, only those of PL/pgSQL.
create or replace function complete_access_event(event uuid, person varchar, number bigint) returns integer
    language plpgsql security definer set search_path from current as $$
begin
    update access_event set records = number where id = event and person_id = person and records is null;
    return case when found then 1 end;
end
$$;

-- On every node, because triggers on shards read them, or because they are joined.
select create_reference_table('erasure_salt');
select create_reference_table('erasure');
select create_reference_table('erasure_end');
select create_reference_table('legal_hold');
select create_reference_table('adoption_day');

-- By person. All rows of a person are on the same worker.
select create_distributed_table('mobile', 'patient_id', colocate_with => 'none');
select create_distributed_table('mobile_history', 'patient_id', colocate_with => 'mobile');
select create_distributed_table('blood_glucose_meter', 'patient_id', colocate_with => 'mobile');
select create_distributed_table('blood_glucose_meter_history', 'patient_id', colocate_with => 'mobile');
select create_distributed_table('desktop', 'clinician_id', colocate_with => 'mobile');
select create_distributed_table('desktop_history', 'clinician_id', colocate_with => 'mobile');

-- By their own key.
select create_distributed_table('access_event', 'id', colocate_with => 'none');
select create_distributed_table('idempotency_key', 'key_hash', colocate_with => 'none');

-- Only on the coordinator: adoption_observation, history_start, retention_run, and flyway_schema_history and alembic_version.
commit;
