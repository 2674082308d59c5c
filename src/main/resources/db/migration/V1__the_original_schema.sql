-- The exact schema of Alembic revision 0374bb6b95f6 of the original service.
create table mobile (
    uuid varchar(36) primary key,
    created timestamp not null,
    created_by_ varchar not null,
    modified timestamp not null,
    modified_by_ varchar not null,
    patient_id varchar(36) not null,
    unique_device_code varchar not null,
    date_first_launched_ timestamp not null,
    date_first_launched_time_zone_ integer not null,
    app_product varchar not null,
    app_version varchar not null,
    phone_os varchar not null,
    phone_os_version varchar not null,
    manufacturer varchar not null,
    model varchar not null,
    display_name varchar not null
);

create table desktop (
    uuid varchar(36) primary key,
    created timestamp not null,
    created_by_ varchar not null,
    modified timestamp not null,
    modified_by_ varchar not null,
    clinician_id varchar(36) not null,
    unique_device_code varchar not null,
    date_first_used_ timestamp not null,
    date_first_used_time_zone_ integer not null,
    app_product varchar not null,
    app_version varchar not null,
    desktop_os varchar not null,
    desktop_os_version varchar not null,
    ip_address varchar not null
);

create table blood_glucose_meter (
    uuid varchar(36) primary key,
    created timestamp not null,
    created_by_ varchar not null,
    modified timestamp not null,
    modified_by_ varchar not null,
    mobile_id varchar(36) not null,
    serial_number varchar not null,
    patient_id varchar not null,
    date_verified timestamptz not null,
    is_bg_value_correct boolean,
    app_product varchar not null,
    app_version varchar not null,
    blood_glucose_value double precision
);
