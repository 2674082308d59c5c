-- Requests of the last 24 hours with an Idempotency-Key, each with the record that it created. Key and content are stored as hashes.
create table idempotency_key (
    key_hash varchar(64) primary key,
    request_hash varchar(64) not null,
    record_uuid varchar(36) not null,
    created timestamp not null
);

create index idempotency_key_by_created on idempotency_key (created);
