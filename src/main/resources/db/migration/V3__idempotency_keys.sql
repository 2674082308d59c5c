-- Requests with an Idempotency-Key, kept for a day, and the record that each has created. The key and the request are hashes.
create table idempotency_key (
    key_hash varchar(64) primary key,
    request_hash varchar(64) not null,
    record_uuid varchar(36) not null,
    created timestamp not null
);

create index idempotency_key_by_created on idempotency_key (created);
