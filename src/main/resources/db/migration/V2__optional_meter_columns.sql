-- The API promises that these are optional; the original answered 500 when one was left out.
alter table blood_glucose_meter
    alter column date_verified drop not null,
    alter column app_product drop not null,
    alter column app_version drop not null;
