-- The index of when records were made has nulls last, in place of one with nulls first, as those of the filters have. There are no nulls.
-- But to a search with a filter, which asks for them first when it goes from the oldest on, this index is in no order then. Where it
-- was, PostgreSQL took it for versions that are not rare, and walked through two years of newer installations to those of an old one.
-- Nodes that do not know this yet sort the whole table for a search without a filter, until they are stopped.
-- Concurrently, because others may be writing meanwhile. A build that was cut off leaves an index that is not valid; it is dropped and
-- built anew.
drop index concurrently if exists mobile_all_created;
create index concurrently mobile_all_created on mobile (created nulls last);
drop index concurrently if exists mobile_by_created;
drop index concurrently if exists desktop_all_created;
create index concurrently desktop_all_created on desktop (created nulls last);
drop index concurrently if exists desktop_by_created;
drop index concurrently if exists blood_glucose_meter_all_created;
create index concurrently blood_glucose_meter_all_created on blood_glucose_meter (created nulls last);
drop index concurrently if exists blood_glucose_meter_by_created;
