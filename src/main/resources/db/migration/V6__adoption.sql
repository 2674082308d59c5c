-- How many people had each version of each product at the end of each day (UTC). Observed once and never changed, because records may be
-- changed and erased later.
create table adoption_day (
    day date not null,
    kind varchar(16) not null,
    app_product varchar, -- null: all products but the largest
    app_version varchar, -- null: all versions but the largest
    people integer not null,
    unique (day, kind, app_product, app_version)
);

-- The observations so far: each is of the days after the one before, up to its last day.
create table adoption_observation (last_day date primary key);
