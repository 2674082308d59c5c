-- Optional: lets the nodes run with a role that can add access events, history and receipts of erasures, but neither change nor remove them, except by the
-- functions that erase a person or remove what is too old. The role owns no table.
-- Run it as the owner of the tables, after the first start of each new version. docs/operations.md, "A separate role for the nodes", describes the steps.
--
--   psql -d telemetry -U telemetry -v service=telemetry_service -f hardening.sql

\set ON_ERROR_STOP on
begin;
revoke create on schema public from :"service", public;
revoke all on all tables in schema public from :"service", public;

grant usage on schema public to :"service";
grant select on all tables in schema public to :"service";
grant insert, update on mobile, desktop, blood_glucose_meter to :"service";
grant insert, update, delete on idempotency_key to :"service";
grant insert on adoption_day, access_event to :"service";
-- the exclusive lock that admits one observer needs more than insert
grant insert, update on adoption_observation to :"service";
grant execute on function complete_access_event to :"service";
grant insert, update, delete on legal_hold to :"service";
grant insert on erasure, erasure_end to :"service";
grant insert, update on retention_run to :"service";
grant execute on function expire_people, remove_versions, blank_installations, remove_access_events to :"service";
grant execute on function person_hash, erase_person, anonymise_person to :"service";
commit;
