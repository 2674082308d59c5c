-- Accesses to people's data by others than themselves. Rows are only inserted. There are no foreign keys, because an event outlives the data.
-- The service limits the length of texts, so that they fit into index entries.
create table access_event (
    id uuid primary key,
    time timestamptz not null,
    request_id varchar not null,
    action varchar not null,
    caller varchar not null,
    subject varchar not null,
    issuer varchar not null,
    client varchar not null,
    person_kind varchar not null,
    person_id varchar not null, -- empty: the data of many people
    question varchar not null,
    records bigint, -- null: an export that has not ended, or was killed
    outcome varchar not null
);

-- Events of a person, of a caller by either name, of an action, denials, and all, newest first. Retention removes the oldest.
create index access_event_by_person on access_event (person_id, time) where person_id <> '';
create index access_event_by_caller on access_event (caller, time);
create index access_event_by_subject on access_event (subject, time) where subject <> '';
create index access_event_by_action on access_event (action, time);
create index access_event_by_denial on access_event (time) where outcome = 'denied';
create index access_event_by_time on access_event (time);

-- Adds the missing number of records when an export ends. Runs with the rights of its owner, so that the role of the service needs no right to update
-- events.
create function complete_access_event(event uuid, person varchar, number bigint) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update access_event set records = number where id = event and person_id = person and records is null returning 1;
end;
revoke execute on function complete_access_event from public;
