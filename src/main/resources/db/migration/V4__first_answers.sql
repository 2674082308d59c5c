-- Which record a request with an Idempotency-Key made, for a day. Hashes only: nothing of a person can be read from it.
create table first_answer (
    key_hash varchar(64) primary key,
    request_hash varchar(64) not null,
    record_uuid varchar(36) not null,
    created timestamp not null
);

create index first_answer_age on first_answer (created);
