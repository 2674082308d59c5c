-- Fills an empty database with a large fleet: 10,000,000 installations of 1,500,000 people, 3,000,000 verifications of meters, 5,000,000 earlier versions and
-- 5,000,000 access events. PostgreSQL generates them, the same at each run. Two starts of the service belong to it: one before, which creates the tables, and one
-- after, which stores the adoption. No node may run meanwhile: indexes are dropped, and built again at the end.
--
--   psql -d telemetry -U telemetry -f bench/load.sql                                      # as the owner of the tables
--   psql -d telemetry -U telemetry -v scale=0.01 -v until=2026-11-01 -f bench/load.sql    # a hundredth, until a day
--
-- Patients are md5('patient1')::uuid, md5('patient2')::uuid and so on, clinicians md5('clinician1')::uuid.

\set ON_ERROR_STOP on
\if :{?scale}
\else
  \set scale 1
\endif
\if :{?until}
\else
  select current_date as until \gset
\endif

select (select count(*) from (select from mobile limit 1) r) = 0 as empty \gset
\if :empty
\else
  do $$ begin raise exception 'The database has records. Use an empty one.'; end $$;
\endif

select cast(1400000 * :scale as bigint) as patients, cast(100000 * :scale as bigint) as clinicians,
    cast(9000000 * :scale as bigint) as phones, cast(1000000 * :scale as bigint) as computers, cast(3000000 * :scale as bigint) as meters,
    cast(4400000 * :scale as bigint) as phone_versions, cast(300000 * :scale as bigint) as computer_versions,
    cast(300000 * :scale as bigint) as meter_versions, cast(5000000 * :scale as bigint) as events \gset

set synchronous_commit = off;
set maintenance_work_mem = '512MB';

-- Numbers that look random: the same for the same row and topic.
create function pg_temp.number(n bigint, topic integer) returns bigint language sql immutable parallel safe
    return hashint8extended(n, topic) & 9223372036854775807;
create function pg_temp.share(n bigint, topic integer) returns double precision language sql immutable parallel safe
    return (hashint8extended(n, topic) & 1048575) / 1048576.0;
-- An element; the first are more frequent than the last.
create function pg_temp.pick(names text[], share double precision) returns text language sql immutable parallel safe
    return names[1 + floor(cardinality(names) * share * share)::integer];
-- The time of a row: two years, with more and more rows a day.
create function pg_temp.moment(n bigint, total bigint, until date) returns timestamp language sql immutable parallel safe
    return until - interval '730 days' * (1 - power(n / (total + 1.0), 0.6));
-- A UUID version 7, as the service makes them.
create function pg_temp.uuid7(at timestamp, key text) returns varchar language sql immutable parallel safe
    return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(key), 1, 3) || '8' || substr(md5(key), 4, 15))::uuid::varchar;
-- The version that somebody had at a time: a release a month, which people install up to five months later.
create function pg_temp.version(product text, at timestamp, until date, share double precision) returns text language sql immutable parallel safe
    return (case product
        when 'GDM' then array['1.7.0', '1.8.0', '1.9.0', '1.10.0', '1.10.1', '1.11.0', '1.12.0', '2.0.0', '2.0.1', '2.1.0', '2.2.0', '2.3.0', '2.4.0', '2.4.1',
            '2.5.0', '2.6.0', '2.7.0', '2.8.0', '2.9.0', '2.10.0', '2.10.1', '2.11.0', '3.0.0', '3.0.1', '3.1.0']
        else array['4.8.0', '4.9.0', '4.9.1', '4.10.0', '4.11.0', '4.12.0', '5.0.0', '5.0.1', '5.0.2', '5.1.0', '5.2.0', '5.3.0', '5.4.0', '5.5.0', '5.5.1',
            '5.6.0', '5.7.0', '5.8.0', '5.9.0', '5.10.0', '5.11.0', '6.0.0', '6.0.1', '6.1.0', '6.2.0'] end)
        [greatest(1, 25 - (until - at::date) / 30 - floor(5 * share * share * share)::integer)];

-- "offset 0" below lets PostgreSQL compute each value once.
-- Keys and indexes are built when the rows are there. Triggers would keep a history of their own.
create temporary table definition as
    select 1 as position, format('alter table %I add constraint %I %s', c.conrelid::regclass, conname, pg_get_constraintdef(c.oid)) as creation,
        format('alter table %I drop constraint %I', c.conrelid::regclass, conname) as removal
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where contype = 'p' and t.relnamespace = current_schema()::regnamespace and (relname ~ '_history$' or relname in ('mobile', 'desktop', 'blood_glucose_meter', 'access_event'))
    union all
    select 2, indexdef, format('drop index %I', indexname)
    from pg_indexes where schemaname = current_schema() and indexdef !~ 'create unique' and indexdef !~ 'CREATE UNIQUE'
        and (tablename ~ '_history$' or tablename in ('mobile', 'desktop', 'blood_glucose_meter', 'access_event'));
\echo Dropping indexes
\o /dev/null
select removal from definition order by position desc \gexec
\o
alter table mobile disable trigger user;
alter table desktop disable trigger user;
alter table blood_glucose_meter disable trigger user;

\timing on
\echo Phones
insert into mobile
select pg_temp.uuid7(created, 'phone' || i), created, person, coalesce(changed, created), person, person, device,
    case when share < 0.0005 then created + interval '9 years' else created - interval '90 seconds' * share end,
    (array[0, 0, 3600, 3600, 3600, 7200, -18000, 19800])[1 + i % 8], product, pg_temp.version(product, coalesce(changed, created), :'until', version),
    os, pg_temp.pick(case os when 'iOS' then array['17.5', '17.4', '16.7', '18.0', '15.8', '16.1', '14.8'] else array['14', '13', '12', '11', '10', '9'] end, system),
    case os when 'iOS' then 'Apple' else manufacturer end, model, model
from (
    select i, created, md5('patient' || 1 + pg_temp.number(i, 1) % :patients)::uuid::varchar as person, left(md5('device' || i), 16) as device,
        pg_temp.share(i, 2) as share, pg_temp.share(i, 3) as version, pg_temp.share(i, 4) as system,
        case when pg_temp.share(i, 5) < 0.86 then 'GDM' else 'SEND' end as product, case when pg_temp.share(i, 6) < 0.35 then 'iOS' else 'Android' end as os,
        pg_temp.pick(array['Samsung', 'Xiaomi', 'Huawei', 'Google', 'Motorola', 'samsung', 'OnePlus', 'Oppo', 'Nokia', 'Sony'], pg_temp.share(i, 7)) as manufacturer,
        case when pg_temp.share(i, 6) < 0.35
            then pg_temp.pick(array['iPhone 13', 'iPhone 12', 'iPhone 14', 'iPhone 11', 'iPhone SE', 'iPhone 15', 'iPhone XR', 'iPhone 8'], pg_temp.share(i, 8))
            else 'SM-' || pg_temp.pick(array['G991', 'A536', 'A525', 'G960', 'A137', 'S911', 'A346', 'G781', 'N986', 'A127'], pg_temp.share(i, 8))
                || chr(65 + (pg_temp.number(i, 9) % 20)::integer) end as model,
        case when i <= :phone_versions then least(created + interval '60 days' * pg_temp.share(i, 10), timestamp :'until') end as changed
    from (select i, pg_temp.moment(i, :phones, :'until') as created from generate_series(1, :phones) i offset 0) phone
    offset 0
) phone;

\echo Computers
insert into desktop
select pg_temp.uuid7(created, 'computer' || i), created, person, coalesce(changed, created), person, person, left(md5('computer' || i), 16),
    created - interval '60 seconds' * share, (array[0, 3600])[1 + i % 2], product, pg_temp.version(product, coalesce(changed, created), :'until', share),
    pg_temp.pick(array['Windows', 'Windows', 'macOS', 'Linux', 'ChromeOS'], pg_temp.share(i, 23)), pg_temp.pick(array['10', '11', '14.5', '13.6', '126'], pg_temp.share(i, 24)),
    format('10.%s.%s.%s', pg_temp.number(i, 25) % 200, pg_temp.number(i, 26) % 250, pg_temp.number(i, 27) % 250)
from (
    select i, created, md5('clinician' || 1 + pg_temp.number(i, 21) % :clinicians)::uuid::varchar as person, pg_temp.share(i, 22) as share,
        case when pg_temp.share(i, 28) < 0.7 then 'SEND' else 'GDM' end as product,
        case when i <= :computer_versions then least(created + interval '60 days' * pg_temp.share(i, 29), timestamp :'until') end as changed
    from (select i, pg_temp.moment(i, :computers, :'until') as created from generate_series(1, :computers) i offset 0) computer
    offset 0
) computer;

\echo Meters
insert into blood_glucose_meter (
    uuid, created, created_by_, modified, modified_by_, mobile_id, serial_number, patient_id, date_verified, is_bg_value_correct, app_product, app_version,
    blood_glucose_value, manufacturer, model, firmware_version)
select pg_temp.uuid7(created, 'meter' || i), created, person, coalesce(changed, created), person, device,
    'GM' || 10000000 + pg_temp.number(case when share < 0.002 then i / 5000 else i end, 32) % 90000000, person,
    case when share < 0.98 then (created - interval '5 minutes' * share) at time zone 'UTC' end,
    case when share < 0.93 then true when share < 0.97 then false end, 'GDM', pg_temp.version('GDM', created, :'until', pg_temp.share(i, 33)),
    case when share < 0.004 then round((100 + 100 * pg_temp.share(i, 34))::numeric, 0) else round((3.5 + 9 * pg_temp.share(i, 34))::numeric, 1) end,
    pg_temp.pick(array['Abbott', 'Roche', 'Lifescan', 'Ascensia'], pg_temp.share(i, 35)), pg_temp.pick(array['M1', 'M2', 'M2+', 'M3'], pg_temp.share(i, 36)),
    '1.' || pg_temp.number(i, 37) % 9
from (
    select i, created, md5('patient' || 1 + pg_temp.number(i, 31) % :patients)::uuid::varchar as person, left(md5('device' || 1 + i % :phones), 16) as device,
        pg_temp.share(i, 38) as share, case when i <= :meter_versions then least(created + interval '1 day' * pg_temp.share(i, 39), timestamp :'until') end as changed
    from (select i, pg_temp.moment(i, :meters, :'until') as created from generate_series(1, :meters) i offset 0) meter
    offset 0
) meter;

\echo Earlier versions
insert into mobile_history (
    superseded, operation, superseded_by_, changed, uuid, created, created_by_, modified, modified_by_, patient_id, unique_device_code, date_first_launched_,
    date_first_launched_time_zone_, app_product, app_version, phone_os, phone_os_version, manufacturer, model, display_name)
select modified at time zone 'UTC', 'U', modified_by_, 'app_version', uuid, created, created_by_, created, created_by_, patient_id, unique_device_code,
    date_first_launched_, date_first_launched_time_zone_, app_product, pg_temp.version(app_product, created, :'until', 0.9), phone_os, phone_os_version,
    manufacturer, model, display_name
from mobile where modified > created limit :phone_versions;
insert into desktop_history (
    superseded, operation, superseded_by_, changed, uuid, created, created_by_, modified, modified_by_, clinician_id, unique_device_code, date_first_used_,
    date_first_used_time_zone_, app_product, app_version, desktop_os, desktop_os_version, ip_address)
select modified at time zone 'UTC', 'U', modified_by_, 'app_version ip_address', uuid, created, created_by_, created, created_by_, clinician_id, unique_device_code,
    date_first_used_, date_first_used_time_zone_, app_product, pg_temp.version(app_product, created, :'until', 0.9), desktop_os, desktop_os_version, '10.0.0.1'
from desktop where modified > created limit :computer_versions;
insert into blood_glucose_meter_history (
    superseded, operation, superseded_by_, changed, uuid, created, created_by_, modified, modified_by_, mobile_id, serial_number, patient_id, date_verified,
    is_bg_value_correct, app_product, app_version, blood_glucose_value, manufacturer, model, firmware_version)
select modified at time zone 'UTC', 'U', modified_by_, 'is_bg_value_correct', uuid, created, created_by_, created, created_by_, mobile_id, serial_number, patient_id,
    date_verified, null, app_product, app_version, blood_glucose_value, manufacturer, model, firmware_version
from blood_glucose_meter where modified > created limit :meter_versions;
update history_start set since = timestamptz :'until' - interval '730 days';

\echo Access events
insert into access_event
select pg_temp.uuid7(time, 'event' || i)::uuid, time at time zone 'UTC', 'request-' || i, action, caller, caller, 'https://login.example.org/', 'console',
    case when action = 'read' or action = 'history' then 'patient' else '' end, case when action = 'read' or action = 'history' then person else '' end,
    case action when 'read' then '/dhos/v1/patient/{owner_id}/installation' when 'history' then '/dhos/v1/patient/{owner_id}/installation/{installation_id}/history'
        when 'export' then '/dhos/v1/installation?app_product=GDM' else '/dhos/v1/installation?app_product=GDM&os=Android' end,
    case when denied then 0 when action = 'export' then pg_temp.number(i, 43) % 500000 else pg_temp.number(i, 43) % 50 end,
    case when denied then 'denied' else 'allowed' end
from (
    select i, pg_temp.moment(i, :events, :'until') as time, 'clinician-' || 1 + pg_temp.number(i, 41) % 3000 as caller,
        md5('patient' || 1 + pg_temp.number(i, 42) % :patients)::uuid::varchar as person,
        pg_temp.pick(array['read', 'read', 'read', 'search', 'history', 'export'], pg_temp.share(i, 44)) as action, pg_temp.share(i, 45) < 0.004 as denied
    from generate_series(1, :events) i
    offset 0
) event;

\echo Indexes
alter table mobile enable trigger user;
alter table desktop enable trigger user;
alter table blood_glucose_meter enable trigger user;
\set ECHO queries
select creation from definition order by position, creation \gexec
\set ECHO none

\echo Statistics and visibility
vacuum (analyze) mobile, desktop, blood_glucose_meter, mobile_history, desktop_history, blood_glucose_meter_history, access_event;

\timing off
select relname as "table", reltuples::bigint as rows, pg_size_pretty(pg_table_size(oid)) as "table size", pg_size_pretty(pg_indexes_size(oid)) as indexes,
    round(pg_total_relation_size(oid) / nullif(reltuples, 0)::numeric) as "bytes a row"
from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace and reltuples > 0 order by pg_total_relation_size(oid) desc;
select pg_size_pretty(pg_database_size(current_database())) as database;
