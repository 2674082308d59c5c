-- "Latest" of one person. app_version, the tie-breaker of clinicians, is left out: it has no length
-- limit, and an index entry over 2,704 bytes would make PostgreSQL refuse the row.
-- Concurrently, because the original may be writing meanwhile. A build that was cut off leaves an
-- index that is not valid; it is dropped and built anew.
drop index concurrently if exists mobile_latest;
create index concurrently mobile_latest on mobile (patient_id, date_first_launched_ desc);
drop index concurrently if exists desktop_latest;
create index concurrently desktop_latest on desktop (clinician_id, date_first_used_ desc);
