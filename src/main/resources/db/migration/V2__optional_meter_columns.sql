-- The API description declares these columns optional; the original service answered 500 if one was missing.
-- The time-out is short, because writers queue behind a statement that waits for a lock. The service retries the
-- migration.
set local lock_timeout = '1s';
alter table blood_glucose_meter
    alter column date_verified drop not null,
    alter column app_product drop not null,
    alter column app_version drop not null;
