-- What is thought to differ, such as a device code, may be the same in every record of an app that does not know it. A hash index
-- walks through all equal entries for each one more, which on 200,000 of them took PostgreSQL some 130 microseconds of each change, of
-- about 480; a B-tree does not. Else as in the migration of the search indexes.
drop index concurrently if exists mobile_by_unique_device_code;
create index concurrently mobile_by_unique_device_code on mobile (left(unique_device_code, 64));
drop index concurrently if exists desktop_by_unique_device_code;
create index concurrently desktop_by_unique_device_code on desktop (left(unique_device_code, 64));
drop index concurrently if exists blood_glucose_meter_by_patient_id;
create index concurrently blood_glucose_meter_by_patient_id on blood_glucose_meter (patient_id);
drop index concurrently if exists blood_glucose_meter_by_mobile_id;
create index concurrently blood_glucose_meter_by_mobile_id on blood_glucose_meter (mobile_id);
drop index concurrently if exists blood_glucose_meter_by_serial_number;
create index concurrently blood_glucose_meter_by_serial_number on blood_glucose_meter (left(serial_number, 64));
