-- For each filter of a search an index that has what it finds in the order of time. A text without a length limit is there with
-- its first 64 characters: an index entry over 2,704 bytes would make PostgreSQL refuse the row. Ids are there in full:
-- none in a path may have over 36 characters.
-- None is a hash index: what is thought to differ, such as a device code, may be the same in every record of an app that does not
-- know it, and such an index walks through all equal entries for each one more. With 200,000 of them that took PostgreSQL some 130 of
-- the 480 microseconds of a change.
-- Concurrently, because others may be writing meanwhile. A build that was cut off leaves an index that is not valid; it
-- is dropped and built anew.
-- No time here is ever null. Nulls first only keeps PostgreSQL from taking such an index for a way to the newest installation of
-- one person, as it else does while it does not know yet how large a table is; searches ask for nulls last.
drop index concurrently if exists mobile_by_created;
create index concurrently mobile_by_created on mobile (created nulls first);
drop index concurrently if exists mobile_by_modified;
create index concurrently mobile_by_modified on mobile (modified nulls first);
drop index concurrently if exists mobile_by_first_use;
create index concurrently mobile_by_first_use on mobile (date_first_launched_ nulls first);
drop index concurrently if exists mobile_by_unique_device_code;
create index concurrently mobile_by_unique_device_code on mobile (left(unique_device_code, 64));
drop index concurrently if exists mobile_by_app_product;
create index concurrently mobile_by_app_product on mobile (left(app_product, 64), created nulls first);
drop index concurrently if exists mobile_by_app_version;
create index concurrently mobile_by_app_version on mobile (left(app_version, 64), created nulls first);
drop index concurrently if exists mobile_by_phone_os;
create index concurrently mobile_by_phone_os on mobile (left(phone_os, 64), created nulls first);
drop index concurrently if exists mobile_by_phone_os_version;
create index concurrently mobile_by_phone_os_version on mobile (left(phone_os_version, 64), created nulls first);
drop index concurrently if exists mobile_by_manufacturer;
create index concurrently mobile_by_manufacturer on mobile (left(manufacturer, 64), created nulls first);
drop index concurrently if exists mobile_by_model;
create index concurrently mobile_by_model on mobile (left(model, 64), created nulls first);
drop index concurrently if exists desktop_by_created;
create index concurrently desktop_by_created on desktop (created nulls first);
drop index concurrently if exists desktop_by_modified;
create index concurrently desktop_by_modified on desktop (modified nulls first);
drop index concurrently if exists desktop_by_first_use;
create index concurrently desktop_by_first_use on desktop (date_first_used_ nulls first);
drop index concurrently if exists desktop_by_unique_device_code;
create index concurrently desktop_by_unique_device_code on desktop (left(unique_device_code, 64));
drop index concurrently if exists desktop_by_app_product;
create index concurrently desktop_by_app_product on desktop (left(app_product, 64), created nulls first);
drop index concurrently if exists desktop_by_app_version;
create index concurrently desktop_by_app_version on desktop (left(app_version, 64), created nulls first);
drop index concurrently if exists desktop_by_desktop_os;
create index concurrently desktop_by_desktop_os on desktop (left(desktop_os, 64), created nulls first);
drop index concurrently if exists desktop_by_desktop_os_version;
create index concurrently desktop_by_desktop_os_version on desktop (left(desktop_os_version, 64), created nulls first);
drop index concurrently if exists blood_glucose_meter_by_created;
create index concurrently blood_glucose_meter_by_created on blood_glucose_meter (created nulls first);
drop index concurrently if exists blood_glucose_meter_by_modified;
create index concurrently blood_glucose_meter_by_modified on blood_glucose_meter (modified nulls first);
drop index concurrently if exists blood_glucose_meter_by_verification;
create index concurrently blood_glucose_meter_by_verification on blood_glucose_meter ((coalesce(date_verified at time zone 'UTC', created)) nulls first);
drop index concurrently if exists blood_glucose_meter_by_result;
create index concurrently blood_glucose_meter_by_result on blood_glucose_meter (is_bg_value_correct, created nulls first);
drop index concurrently if exists blood_glucose_meter_by_patient_id;
create index concurrently blood_glucose_meter_by_patient_id on blood_glucose_meter (patient_id);
drop index concurrently if exists blood_glucose_meter_by_mobile_id;
create index concurrently blood_glucose_meter_by_mobile_id on blood_glucose_meter (mobile_id);
drop index concurrently if exists blood_glucose_meter_by_serial_number;
create index concurrently blood_glucose_meter_by_serial_number on blood_glucose_meter (left(serial_number, 64));
drop index concurrently if exists blood_glucose_meter_by_app_product;
create index concurrently blood_glucose_meter_by_app_product on blood_glucose_meter (left(app_product, 64), created nulls first);
drop index concurrently if exists blood_glucose_meter_by_app_version;
create index concurrently blood_glucose_meter_by_app_version on blood_glucose_meter (left(app_version, 64), created nulls first);
drop index concurrently if exists blood_glucose_meter_by_implausibility;
create index concurrently blood_glucose_meter_by_implausibility on blood_glucose_meter (created nulls first)
    where blood_glucose_value < 1.0 or blood_glucose_value > 35.0;

-- "Latest" of a patient, among installations of one instant as well, without sorting them: takes the place of mobile_latest.
drop index concurrently if exists mobile_newest;
create index concurrently mobile_newest on mobile (patient_id, date_first_launched_ desc, created desc);
drop index concurrently if exists mobile_latest;
