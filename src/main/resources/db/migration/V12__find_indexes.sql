-- The comment above an index names the parameters that it serves. The collation "C" serves equal texts and texts that begin with another one, in a database
-- of any locale. Built concurrently, like the indexes of searches, some of which these replace. The interrupted build of an index is dropped and repeated.

-- unique_device_code, serial_number, mobile_id and find. Compared without case; the filters then compare the whole text. Few records have the same, so
-- there is no need for an order.
drop index concurrently if exists mobile_by_unique_device_code;
create index concurrently mobile_by_unique_device_code on mobile (
    left(lower(lower(btrim(unique_device_code, E' \t\r\n') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists desktop_by_unique_device_code;
create index concurrently desktop_by_unique_device_code on desktop (
    left(lower(lower(btrim(unique_device_code, E' \t\r\n') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists blood_glucose_meter_by_serial_number;
create index concurrently blood_glucose_meter_by_serial_number on blood_glucose_meter (left(
    lower(lower(translate(serial_number, E' \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff', '') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists blood_glucose_meter_by_mobile_id;
create index concurrently blood_glucose_meter_by_mobile_id on blood_glucose_meter (
    left(lower(lower(btrim(mobile_id, E' \t\r\n') collate "C") collate "default"), 64) collate "C");

-- find: ids of people and of records.
drop index concurrently if exists mobile_by_patient_id;
create index concurrently mobile_by_patient_id on mobile (
    left(lower(lower(btrim(patient_id, E' \t\r\n') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists desktop_by_clinician_id;
create index concurrently desktop_by_clinician_id on desktop (
    left(lower(lower(btrim(clinician_id, E' \t\r\n') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists blood_glucose_meter_by_patient_id;
create index concurrently blood_glucose_meter_by_patient_id on blood_glucose_meter (
    left(lower(lower(btrim(patient_id, E' \t\r\n') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists mobile_by_uuid;
create index concurrently mobile_by_uuid on mobile (
    left(lower(lower(btrim(uuid, E' \t\r\n') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists desktop_by_uuid;
create index concurrently desktop_by_uuid on desktop (
    left(lower(lower(btrim(uuid, E' \t\r\n') collate "C") collate "default"), 64) collate "C");
drop index concurrently if exists blood_glucose_meter_by_uuid;
create index concurrently blood_glucose_meter_by_uuid on blood_glucose_meter (
    left(lower(lower(btrim(uuid, E' \t\r\n') collate "C") collate "default"), 64) collate "C");

-- The other text filters, in the order of creation. Platforms are compared without case and surrounding white space.
drop index concurrently if exists mobile_by_app_product;
create index concurrently mobile_by_app_product on mobile (left(app_product, 64) collate "C", created nulls first);
drop index concurrently if exists mobile_by_app_version;
create index concurrently mobile_by_app_version on mobile (left(app_version, 64) collate "C", created nulls first);
drop index concurrently if exists mobile_by_phone_os;
create index concurrently mobile_by_phone_os on mobile (
    left(lower(lower(btrim(phone_os, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first);
drop index concurrently if exists mobile_by_phone_os_version;
create index concurrently mobile_by_phone_os_version on mobile (
    left(lower(lower(btrim(phone_os_version, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first);
drop index concurrently if exists mobile_by_manufacturer;
create index concurrently mobile_by_manufacturer on mobile (
    left(lower(lower(btrim(manufacturer, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first);
drop index concurrently if exists mobile_by_model;
create index concurrently mobile_by_model on mobile (
    left(lower(lower(btrim(model, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first);
drop index concurrently if exists desktop_by_app_product;
create index concurrently desktop_by_app_product on desktop (left(app_product, 64) collate "C", created nulls first);
drop index concurrently if exists desktop_by_app_version;
create index concurrently desktop_by_app_version on desktop (left(app_version, 64) collate "C", created nulls first);
drop index concurrently if exists desktop_by_desktop_os;
create index concurrently desktop_by_desktop_os on desktop (
    left(lower(lower(btrim(desktop_os, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first);
drop index concurrently if exists desktop_by_desktop_os_version;
create index concurrently desktop_by_desktop_os_version on desktop (
    left(lower(lower(btrim(desktop_os_version, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first);
drop index concurrently if exists blood_glucose_meter_by_app_product;
create index concurrently blood_glucose_meter_by_app_product on blood_glucose_meter (left(app_product, 64) collate "C", created nulls first);
drop index concurrently if exists blood_glucose_meter_by_app_version;
create index concurrently blood_glucose_meter_by_app_version on blood_glucose_meter (left(app_version, 64) collate "C", created nulls first);
