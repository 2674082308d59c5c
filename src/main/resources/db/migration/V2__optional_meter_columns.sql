-- The API description declares these columns optional; the original service answered 500 if one was missing.
-- A short time-out, because writers queue behind a waiting lock. The migration is repeated.
set local lock_timeout = '1s';
alter table blood_glucose_meter
    alter column date_verified drop not null,
    alter column app_product drop not null,
    alter column app_version drop not null;
