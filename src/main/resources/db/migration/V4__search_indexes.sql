-- The indexes that questions need, each below its question. PostgreSQL refuses a row with an index entry of over 2,704 bytes, so a text without
-- a length limit is indexed by its first 64 characters, or left out where it is longer than that of any app.
-- Concurrently, because the original service may be writing meanwhile. A build that was cut off leaves an index that is not valid; it is
-- dropped and built anew.
-- No index is a hash index: a device code may be the same in every record of an app that does not know it, and a hash index walks
-- through all equal entries for each new one.
-- No time here is ever null. "Nulls first" and "nulls last" only tell PostgreSQL which index belongs to which question: a search with a filter
-- asks for the order of the filter's index, one without for that of all records. Otherwise PostgreSQL would walk
-- through all newer records to those with an old version.

-- The latest installation of one person; searches with latest=true; platforms. Among clinicians app_version decides between equal times.
drop index concurrently if exists mobile_latest;
create index concurrently mobile_latest on mobile (patient_id, date_first_launched_ desc, created desc, uuid desc);
drop index concurrently if exists desktop_latest;
create index concurrently desktop_latest on desktop (clinician_id, date_first_used_ desc);

-- The latest installation of each person and product, from the index alone: adoption, outdated, platforms of a product.
drop index concurrently if exists mobile_latest_of_product;
create index concurrently mobile_latest_of_product on mobile (
    patient_id, app_product, date_first_launched_ desc, created desc, uuid desc) include (app_version)
    where octet_length(app_product) <= 256 and octet_length(app_version) <= 256;
drop index concurrently if exists desktop_latest_of_product;
create index concurrently desktop_latest_of_product on desktop (
    clinician_id, app_product, date_first_used_ desc, app_version desc, created desc, uuid desc)
    where octet_length(app_product) <= 256 and octet_length(app_version) <= 256;

-- All records, in the order of creation.
drop index concurrently if exists mobile_all_created;
create index concurrently mobile_all_created on mobile (created nulls last);
drop index concurrently if exists desktop_all_created;
create index concurrently desktop_all_created on desktop (created nulls last);
drop index concurrently if exists blood_glucose_meter_all_created;
create index concurrently blood_glucose_meter_all_created on blood_glucose_meter (created nulls last);

-- modified_from, modified_to.
drop index concurrently if exists mobile_by_modified;
create index concurrently mobile_by_modified on mobile (modified nulls first);
drop index concurrently if exists desktop_by_modified;
create index concurrently desktop_by_modified on desktop (modified nulls first);
drop index concurrently if exists blood_glucose_meter_by_modified;
create index concurrently blood_glucose_meter_by_modified on blood_glucose_meter (modified nulls first);

-- first_used_from, first_used_to; activity.
drop index concurrently if exists mobile_by_first_use;
create index concurrently mobile_by_first_use on mobile (date_first_launched_ nulls first);
drop index concurrently if exists desktop_by_first_use;
create index concurrently desktop_by_first_use on desktop (date_first_used_ nulls first);

-- verified_from, verified_to; meters.
drop index concurrently if exists blood_glucose_meter_by_verification;
create index concurrently blood_glucose_meter_by_verification on blood_glucose_meter ((coalesce(date_verified at time zone 'UTC', created)) nulls first);

-- unique_device_code, serial_number, mobile_id: few records have one in common.
drop index concurrently if exists mobile_by_unique_device_code;
create index concurrently mobile_by_unique_device_code on mobile (left(unique_device_code, 64));
drop index concurrently if exists desktop_by_unique_device_code;
create index concurrently desktop_by_unique_device_code on desktop (left(unique_device_code, 64));
drop index concurrently if exists blood_glucose_meter_by_serial_number;
create index concurrently blood_glucose_meter_by_serial_number on blood_glucose_meter (left(serial_number, 64));
drop index concurrently if exists blood_glucose_meter_by_mobile_id;
create index concurrently blood_glucose_meter_by_mobile_id on blood_glucose_meter (mobile_id);

-- The meters of one patient.
drop index concurrently if exists blood_glucose_meter_by_patient_id;
create index concurrently blood_glucose_meter_by_patient_id on blood_glucose_meter (patient_id);

-- Each other filter by a text, in the order of creation.
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
drop index concurrently if exists desktop_by_app_product;
create index concurrently desktop_by_app_product on desktop (left(app_product, 64), created nulls first);
drop index concurrently if exists desktop_by_app_version;
create index concurrently desktop_by_app_version on desktop (left(app_version, 64), created nulls first);
drop index concurrently if exists desktop_by_desktop_os;
create index concurrently desktop_by_desktop_os on desktop (left(desktop_os, 64), created nulls first);
drop index concurrently if exists desktop_by_desktop_os_version;
create index concurrently desktop_by_desktop_os_version on desktop (left(desktop_os_version, 64), created nulls first);
drop index concurrently if exists blood_glucose_meter_by_app_product;
create index concurrently blood_glucose_meter_by_app_product on blood_glucose_meter (left(app_product, 64), created nulls first);
drop index concurrently if exists blood_glucose_meter_by_app_version;
create index concurrently blood_glucose_meter_by_app_version on blood_glucose_meter (left(app_version, 64), created nulls first);

-- is_bg_value_correct; implausible.
drop index concurrently if exists blood_glucose_meter_by_result;
create index concurrently blood_glucose_meter_by_result on blood_glucose_meter (is_bg_value_correct, created nulls first);
drop index concurrently if exists blood_glucose_meter_by_implausibility;
create index concurrently blood_glucose_meter_by_implausibility on blood_glucose_meter (created nulls first)
    where blood_glucose_value < 1.0 or blood_glucose_value > 35.0;
