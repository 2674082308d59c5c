-- The comment above an index names the parameters and figures that it serves. PostgreSQL rejects index entries over 2,704 bytes, so texts without a
-- length limit are indexed by their first 64 characters, or excluded above 256 bytes.
-- Built concurrently, because the original service may be writing. An interrupted build leaves an invalid index, which is dropped and built again.
-- No hash indexes: many records may share a device code, and an insert into a hash index scans all equal entries.
-- The indexed times are never null. "nulls first" and "nulls last" only decide which index the planner may use for an order: searches with a filter use the
-- index of the filter, searches without one the index of all records. Otherwise the planner would scan all newer records to reach an old version.

-- The latest installation of a person; latest=true; platforms. For clinicians app_version decides between equal times.
drop index concurrently if exists mobile_latest;
create index concurrently mobile_latest on mobile (patient_id, date_first_launched_ desc, created desc, uuid desc);
drop index concurrently if exists desktop_latest;
create index concurrently desktop_latest on desktop (clinician_id, date_first_used_ desc);

-- The latest installation of each person and product, by index-only scans: adoption, outdated, platforms of a product.
drop index concurrently if exists mobile_latest_of_product;
create index concurrently mobile_latest_of_product on mobile (
    patient_id, app_product, date_first_launched_ desc, created desc, uuid desc) include (app_version)
    where octet_length(app_product) <= 256 and octet_length(app_version) <= 256;
drop index concurrently if exists desktop_latest_of_product;
create index concurrently desktop_latest_of_product on desktop (
    clinician_id, app_product, date_first_used_ desc, app_version desc, created desc, uuid desc)
    where octet_length(app_product) <= 256 and octet_length(app_version) <= 256;

-- The records of one person, in the order of creation, and their number. A meter's patient_id has no length limit.
drop index concurrently if exists mobile_by_person;
create index concurrently mobile_by_person on mobile (patient_id, created nulls first, uuid collate "C");
drop index concurrently if exists desktop_by_person;
create index concurrently desktop_by_person on desktop (clinician_id, created nulls first, uuid collate "C");
drop index concurrently if exists blood_glucose_meter_by_person;
create index concurrently blood_glucose_meter_by_person on blood_glucose_meter (patient_id, created nulls first, uuid collate "C")
    where octet_length(patient_id) <= 256;

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

-- unique_device_code, serial_number, mobile_id: few records have the same, so there is no need for an order. Serial numbers are compared without case, white
-- space and invisible characters.
drop index concurrently if exists mobile_by_unique_device_code;
create index concurrently mobile_by_unique_device_code on mobile (left(unique_device_code, 64));
drop index concurrently if exists desktop_by_unique_device_code;
create index concurrently desktop_by_unique_device_code on desktop (left(unique_device_code, 64));
drop index concurrently if exists blood_glucose_meter_by_serial_number;
create index concurrently blood_glucose_meter_by_serial_number on blood_glucose_meter (left(
    lower(lower(translate(serial_number, E' \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff', '') collate "C") collate "default"), 64));
drop index concurrently if exists blood_glucose_meter_by_mobile_id;
create index concurrently blood_glucose_meter_by_mobile_id on blood_glucose_meter (mobile_id);

-- The other text filters, in the order of creation. Platforms are compared without case and surrounding white space.
drop index concurrently if exists mobile_by_app_product;
create index concurrently mobile_by_app_product on mobile (left(app_product, 64), created nulls first);
drop index concurrently if exists mobile_by_app_version;
create index concurrently mobile_by_app_version on mobile (left(app_version, 64), created nulls first);
drop index concurrently if exists mobile_by_phone_os;
create index concurrently mobile_by_phone_os on mobile (
    left(lower(lower(btrim(phone_os, E' \t\r\n') collate "C") collate "default"), 64), created nulls first);
drop index concurrently if exists mobile_by_phone_os_version;
create index concurrently mobile_by_phone_os_version on mobile (
    left(lower(lower(btrim(phone_os_version, E' \t\r\n') collate "C") collate "default"), 64), created nulls first);
drop index concurrently if exists mobile_by_manufacturer;
create index concurrently mobile_by_manufacturer on mobile (
    left(lower(lower(btrim(manufacturer, E' \t\r\n') collate "C") collate "default"), 64), created nulls first);
drop index concurrently if exists mobile_by_model;
create index concurrently mobile_by_model on mobile (
    left(lower(lower(btrim(model, E' \t\r\n') collate "C") collate "default"), 64), created nulls first);
drop index concurrently if exists desktop_by_app_product;
create index concurrently desktop_by_app_product on desktop (left(app_product, 64), created nulls first);
drop index concurrently if exists desktop_by_app_version;
create index concurrently desktop_by_app_version on desktop (left(app_version, 64), created nulls first);
drop index concurrently if exists desktop_by_desktop_os;
create index concurrently desktop_by_desktop_os on desktop (
    left(lower(lower(btrim(desktop_os, E' \t\r\n') collate "C") collate "default"), 64), created nulls first);
drop index concurrently if exists desktop_by_desktop_os_version;
create index concurrently desktop_by_desktop_os_version on desktop (
    left(lower(lower(btrim(desktop_os_version, E' \t\r\n') collate "C") collate "default"), 64), created nulls first);
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
