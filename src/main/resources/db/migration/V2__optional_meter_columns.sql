-- The API promises that these are optional; the original answered 500 when one was left out.
-- Whoever writes to the table must not queue behind this, so it gives up soon and is tried again.
set local lock_timeout = '1s';
alter table blood_glucose_meter
    alter column date_verified drop not null,
    alter column app_product drop not null,
    alter column app_version drop not null;
