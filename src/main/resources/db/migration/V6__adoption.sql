-- People per version and product at the end of each day (UTC). Rows are never updated, even if records change or are erased later.
create table adoption_day (
    day date not null,
    kind varchar(16) not null,
    app_product varchar, -- null: all products but the largest
    app_version varchar, -- null: all versions but the largest
    people integer not null,
    unique (day, kind, app_product, app_version)
);

-- Completed observations. Each covers the days after the previous last_day.
create table adoption_observation (last_day date primary key);
