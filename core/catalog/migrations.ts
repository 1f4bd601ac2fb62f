/** Catalogue schema, one step an entry; a step is never edited once released. */
export const migrations: readonly string[] = [
  `
  create table series (
    id integer primary key,
    symbol text not null,
    timeframe text not null,
    timezone text not null,
    format text not null,
    decimals integer not null,
    version integer not null,
    removed integer not null default 0,
    updated_at integer not null,
    unique (symbol, timeframe)
  ) strict;
  create table partitions (
    hash text primary key,
    file text not null,
    rows integer not null,
    from_ts real not null,
    to_ts real not null,
    bytes integer not null,
    extra text not null
  ) strict;
  create table versions (
    series integer not null references series (id),
    version integer not null,
    hash text not null,
    rows integer not null,
    from_ts real,
    to_ts real,
    bytes integer not null,
    batch text not null,
    source text not null,
    reason text not null,
    created_at integer not null,
    primary key (series, version)
  ) strict;
  create table version_partitions (
    series integer not null,
    version integer not null,
    ordinal integer not null,
    hash text not null references partitions (hash),
    primary key (series, version, ordinal),
    foreign key (series, version) references versions (series, version)
  ) strict;
  create table batches (
    id text primary key,
    series integer not null references series (id),
    version integer not null,
    source text not null,
    source_hash text not null,
    options text not null,
    result text not null,
    created_at integer not null
  ) strict;
  create index batches_by_source on batches (source_hash);
  create table quarantine (
    batch text not null references batches (id),
    line integer not null,
    text text not null,
    reason text not null
  ) strict;
  create index quarantine_by_batch on quarantine (batch);
  create table quality (
    series integer not null references series (id),
    version integer not null,
    report text not null,
    primary key (series, version)
  ) strict;
  create table runs (
    id text primary key,
    created_at integer not null,
    summary text not null
  ) strict;
  create table jobs (
    id text primary key,
    kind text not null,
    title text not null,
    status text not null,
    owner integer not null,
    input text not null,
    progress text not null,
    result text,
    error text,
    created_at integer not null,
    started_at integer,
    ended_at integer
  ) strict;
  create index jobs_by_time on jobs (created_at);
  `,
  `
  create table actions (
    symbol text not null,
    version integer not null,
    hash text not null,
    source text not null,
    items text not null,
    created_at integer not null,
    primary key (symbol, version)
  ) strict;
  `,
]
