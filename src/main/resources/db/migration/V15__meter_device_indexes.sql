-- Filters of meters: manufacturer, model, firmware_version, and the start of each. Most records have none of them yet, and need no entry.
drop index concurrently if exists blood_glucose_meter_by_manufacturer;
create index concurrently blood_glucose_meter_by_manufacturer on blood_glucose_meter (
    left(lower(lower(btrim(manufacturer, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first)
    where manufacturer is not null;
drop index concurrently if exists blood_glucose_meter_by_model;
create index concurrently blood_glucose_meter_by_model on blood_glucose_meter (
    left(lower(lower(btrim(model, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first)
    where model is not null;
drop index concurrently if exists blood_glucose_meter_by_firmware_version;
create index concurrently blood_glucose_meter_by_firmware_version on blood_glucose_meter (
    left(lower(lower(btrim(firmware_version, E' \t\r\n') collate "C") collate "default"), 64) collate "C", created nulls first)
    where firmware_version is not null;
