-- What recalls of meters go by. Null for records without it, such as those of the original service, which names its columns.
-- A short time-out, because writers queue behind a waiting lock. The migration is repeated.
set local lock_timeout = '1s';
select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

alter table blood_glucose_meter
    add column manufacturer varchar,
    add column model varchar,
    add column firmware_version varchar;
alter table blood_glucose_meter_history
    add column manufacturer varchar,
    add column model varchar,
    add column firmware_version varchar;

create or replace function keep_blood_glucose_meter_history() returns trigger language plpgsql security definer set search_path from current as $$
declare
    fields varchar;
    moved constant boolean := tg_op = 'UPDATE' and (new.patient_id, new.uuid) <> (old.patient_id, old.uuid);
    stamped constant boolean := tg_op = 'UPDATE'
        and (new.modified, new.modified_by_) is distinct from (old.modified, old.modified_by_);
    actor constant varchar := coalesce(nullif(current_setting('telemetry.actor', true), ''),
        case when stamped then new.modified_by_ end);
    -- after the version before ended, even if the clock was set back
    ended constant timestamptz := greatest(clock_timestamp(), (
        select h.superseded + interval '1 microsecond' from blood_glucose_meter_history h
        where h.patient_id = old.patient_id and h.uuid = old.uuid and octet_length(h.patient_id) <= 256 order by h.revision desc limit 1));
begin
    if tg_op = 'UPDATE' and not moved then
        fields := concat_ws(' ',
            case when old.mobile_id is distinct from new.mobile_id then 'mobile_id' end,
            case when old.serial_number is distinct from new.serial_number then 'serial_number' end,
            case when old.app_product is distinct from new.app_product then 'app_product' end,
            case when old.app_version is distinct from new.app_version then 'app_version' end,
            case when old.date_verified is distinct from new.date_verified then 'date_verified' end,
            case when old.is_bg_value_correct is distinct from new.is_bg_value_correct then 'is_bg_value_correct' end,
            case when old.blood_glucose_value is distinct from new.blood_glucose_value then 'blood_glucose_value' end,
            case when old.manufacturer is distinct from new.manufacturer then 'manufacturer' end,
            case when old.model is distinct from new.model then 'model' end,
            case when old.firmware_version is distinct from new.firmware_version then 'firmware_version' end);
    end if;
    insert into blood_glucose_meter_history (
        superseded, operation, superseded_by_, changed, uuid, created, created_by_, modified, modified_by_, mobile_id,
        serial_number, patient_id, date_verified, is_bg_value_correct, app_product, app_version, blood_glucose_value,
        manufacturer, model, firmware_version)
    values (
        ended, case when moved then 'D' else left(tg_op, 1) end, actor, fields, old.uuid, old.created, old.created_by_,
        old.modified, old.modified_by_, old.mobile_id, old.serial_number, old.patient_id, old.date_verified,
        old.is_bg_value_correct, old.app_product, old.app_version, old.blood_glucose_value, old.manufacturer, old.model,
        old.firmware_version);
    if moved then
        insert into blood_glucose_meter_history (
            superseded, operation, superseded_by_, uuid, created, created_by_, modified, modified_by_, mobile_id,
            serial_number, patient_id, date_verified, is_bg_value_correct, app_product, app_version,
            blood_glucose_value, manufacturer, model, firmware_version)
        values (
            ended, 'I', actor, new.uuid, new.created, new.created_by_, new.modified, new.modified_by_, new.mobile_id,
            new.serial_number, new.patient_id, new.date_verified, new.is_bg_value_correct, new.app_product,
            new.app_version, new.blood_glucose_value, new.manufacturer, new.model, new.firmware_version);
    end if;
    return null;
end
$$;

create or replace trigger blood_glucose_meter_changed after update on blood_glucose_meter for each row
    when ((
        old.uuid, old.created, old.created_by_, old.mobile_id, old.serial_number, old.patient_id, old.date_verified,
        old.is_bg_value_correct, old.app_product, old.app_version, old.blood_glucose_value, old.manufacturer, old.model,
        old.firmware_version
    ) is distinct from (
        new.uuid, new.created, new.created_by_, new.mobile_id, new.serial_number, new.patient_id, new.date_verified,
        new.is_bg_value_correct, new.app_product, new.app_version, new.blood_glucose_value, new.manufacturer, new.model,
        new.firmware_version
    ))
    execute function keep_blood_glucose_meter_history();

-- a view keeps the columns that its tables had at its creation
drop view blood_glucose_meter_version;
create view blood_glucose_meter_version as
    select h.* from blood_glucose_meter_history h
    union all
    select 9223372036854775807, null, null, null, null, r.* from blood_glucose_meter r;
