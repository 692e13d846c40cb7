/** Columns that the curated table adds as partitions. */
export const PARTITION_COLUMNS = ['year', 'month', 'day', 'hour'] as const;

/**
 * Words that Flink SQL reserves. A quoted column could carry them, but every query a person then types into the Studio must quote them too.
 *
 * Source: https://nightlies.apache.org/flink/flink-docs-release-1.15/docs/dev/table/sql/overview/#reserved-keywords
 * (those of the list that its parser does not also accept as an identifier).
 */
export const FLINK_RESERVED_WORDS = `
abs all allocate allow alter and any are array as asensitive asymmetric at atomic authorization avg begin between bigint binary bit blob
boolean both by bytes call called cardinality cascaded case cast ceil ceiling char character check classifier clob close coalesce collate collect column
commit condition connect constraint contains convert corr corresponding count create cross cube cume_dist current current_catalog current_date
current_path current_role current_row current_schema current_time current_timestamp current_user cursor cycle date deallocate dec decimal declare
default define delete dense_rank deref describe deterministic disallow disconnect distinct double drop dynamic each element else empty end
equals escape every except exec execute exists exp explain extend external extract false fetch filter first_value float floor for foreign
frame_row free from full function fusion get global grant group grouping groups having hold hour identity import in indicator initial inner inout
insensitive insert int integer intersect intersection interval into is join lag language large last_value lateral lead leading left like
like_regex limit ln local localtime localtimestamp lower match matches max measures member merge method min minus minute mod modifies modify
module month multiset national natural nchar nclob new next no none normalize not nth_value ntile null nullif numeric octet_length of
offset old omit on one only open or order out outer over overlaps overlay parameter partition pattern per percent percent_rank percentile_cont
period permute portion position power precedes precision prepare prev primary procedure range rank raw reads real recursive ref references
referencing release reset result return returns revoke right rollback rollup row row_number rows running savepoint scope scroll search second
seek select sensitive session_user set show similar skip smallint some specific sql sqlexception sqlstate sqlwarning sqrt start static
statement stddev_pop stddev_samp stream string submultiset subset substring succeeds sum symmetric system system_time system_user table
tablesample then time timestamp timezone_hour timezone_minute tinyint to trailing translate translation treat trigger trim true truncate
uescape union unique unknown unnest update upper upsert use user using value values var_pop var_samp varbinary varchar variables varying view when
whenever where width_bucket window with within without year
`.trim().split(/\s+/);

const FLINK_WORDS = new Set<string>(FLINK_RESERVED_WORDS);
const RESERVED = new Set<string>([...PARTITION_COLUMNS, ...FLINK_RESERVED_WORDS]);

/** Whether a table cannot have this name without quotes around it in every query. */
export function isReservedTableName(name: string): boolean {
  return FLINK_WORDS.has(name);
}

/** Whether a field cannot have this name because a table needs it for something else. */
export function isReservedName(name: string): boolean {
  return RESERVED.has(name);
}
