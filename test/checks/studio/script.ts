import { FlinkTable, RecordSchema } from '../../../src';

/** A column that a table must have: its name on the wire and the type in the schema's words. */
interface ExpectedColumn {
  readonly name: string;
  readonly type: string;
  readonly precision?: number;
  readonly scale?: number;
}

export interface ExpectedTable {
  readonly columns: readonly ExpectedColumn[];
  readonly watermark: boolean;
}

/** Statements that Flink explains one after the other, and what their tables must have. */
export interface Script {
  readonly name: string;
  readonly tables: { readonly [table: string]: ExpectedTable };
  readonly statements: readonly string[];
}

/** Statements that run on these records, with files in the place of streams, and what they must give. */
export interface Run {
  readonly name: string;
  readonly records: readonly string[];
  readonly statements: readonly string[];
  readonly expected: readonly string[];
}

/** What a table of the schema must have, by the schema alone. */
export function expectedTable(schema: RecordSchema, watermark: boolean, computed: readonly ExpectedColumn[] = []): ExpectedTable {
  const { fields } = schema._toConfig();
  const onWire = fields.flatMap(({ wireName: name, type, precision, scale }) => (name === undefined ? [] : [{ name, type, precision, scale }]));
  return { columns: [...onWire, ...computed], watermark };
}

export function tablesOf(...tables: ReadonlyArray<[FlinkTable, ExpectedTable]>): { [table: string]: ExpectedTable } {
  return Object.fromEntries(tables.map(([table, expected]) => [table.tableName, expected]));
}
