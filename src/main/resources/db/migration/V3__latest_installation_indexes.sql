-- "Latest" of one person. app_version, the tie-breaker of clinicians, is left out: it has no length
-- limit, and an index entry over 2,704 bytes would make PostgreSQL refuse the row.
create index mobile_latest on mobile (patient_id, date_first_launched_ desc);
create index desktop_latest on desktop (clinician_id, date_first_used_ desc);
