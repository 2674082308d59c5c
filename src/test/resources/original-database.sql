-- A database as the original service leaves it: its schema, its Alembic revision, and some old rows.
create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num));
insert into alembic_version values ('0374bb6b95f6');

create table mobile (
    uuid varchar(36) not null,
    created timestamp without time zone not null,
    created_by_ varchar not null,
    modified timestamp without time zone not null,
    modified_by_ varchar not null,
    patient_id varchar(36) not null,
    unique_device_code varchar not null,
    date_first_launched_ timestamp without time zone not null,
    date_first_launched_time_zone_ integer not null,
    app_product varchar not null,
    app_version varchar not null,
    phone_os varchar not null,
    phone_os_version varchar not null,
    manufacturer varchar not null,
    model varchar not null,
    display_name varchar not null,
    primary key (uuid)
);

create table desktop (
    uuid varchar(36) not null,
    created timestamp without time zone not null,
    created_by_ varchar not null,
    modified timestamp without time zone not null,
    modified_by_ varchar not null,
    clinician_id varchar(36) not null,
    unique_device_code varchar not null,
    date_first_used_ timestamp without time zone not null,
    date_first_used_time_zone_ integer not null,
    app_product varchar not null,
    app_version varchar not null,
    desktop_os varchar not null,
    desktop_os_version varchar not null,
    ip_address varchar not null,
    primary key (uuid)
);

create table blood_glucose_meter (
    uuid varchar(36) not null,
    created timestamp without time zone not null,
    created_by_ varchar not null,
    modified timestamp without time zone not null,
    modified_by_ varchar not null,
    mobile_id varchar(36) not null,
    serial_number varchar not null,
    patient_id varchar not null,
    date_verified timestamp with time zone not null,
    is_bg_value_correct boolean,
    app_product varchar not null,
    app_version varchar not null,
    blood_glucose_value double precision,
    primary key (uuid)
);

insert into mobile values
    ('m-old', '2018-01-02 03:04:05.678901', 'p1', '2018-01-02 03:04:05.678901', 'p1', 'p1', '1234',
     '2017-12-31 23:30:00.123', 3600, 'GDM', '1.0', 'android', '8.0', 'Samsung', 's70001', 'S7'),
    ('m-new', '2018-01-01 00:00:00', 'p1', '2018-06-01 12:00:00', 'device-9', 'p1', '1235',
     '2018-01-01 00:30:00', -19800, 'GDM', '1.1', 'android', '8.0', 'Samsung', 's80001', 'S8'),
    ('m-far', '2018-01-01 00:00:00', 'p2', '2018-01-01 00:00:00', 'p2', 'p2', '1236',
     '2018-01-01 00:30:00', 86340, 'GDM', '1.1', 'android', '8.0', 'Samsung', 's80001', 'S8');

insert into desktop values
    ('d-one', '2018-01-02 03:04:05', 'c1', '2018-01-02 03:04:05', 'c1', 'c1', '4321',
     '1969-12-31 23:59:59.999999', 0, 'GDM', '1.0', 'Windows', '95', '195.189.79.280'),
    ('d-far', '2018-01-02 03:04:05', 'c2', '2018-01-02 03:04:05', 'c2', 'c2', '4321',
     '2018-01-01 00:30:00', 19815, 'GDM', '1.0', 'Windows', '95', '195.189.79.280');

insert into blood_glucose_meter values
    ('b-one', '2019-01-02 03:04:05', 'p1', '2019-01-02 03:04:05', 'p1', 'mobile-1', 'SN-1', 'p1',
     '2019-08-11 11:59:50.123+01', null, 'GDM', '1.0', null);
