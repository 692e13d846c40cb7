import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type ColumnType, columnType } from './column-types';
import { type ConversionProblem, type KeyRules, readRows, type Row } from './json-columns';

/** A column as its Glue table has it. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Conversion {
  /** The Parquet file; none when no record fits. */
  readonly file?: Uint8Array;
  readonly problems: Array<{ readonly index: number; readonly problem: ConversionProblem }>;
}

/** Converts JSON records to Parquet, compressed with Snappy, by the columns of a Glue table. */
export class ParquetConverter {
  /** @throws when the table has a column of a type that is not converted. */
  public static async create(columns: readonly Column[], rules: KeyRules, folder: string): Promise<ParquetConverter> {
    const typed = columns.map(({ name, type }) => {
      const known = columnType(type);
      if (known === undefined) throw new Error(`column ${name} has the type ${type}, which the local run does not convert to Parquet`);
      return { name, key: rules.keyOfColumn[name] ?? name, type: known };
    });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new ParquetConverter(connection, folder, rules, typed);
  }

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
    private readonly rules: KeyRules,
    private readonly columns: ReadonlyArray<{ readonly name: string; readonly key: string; readonly type: ColumnType }>,
  ) {}

  public async convert(records: readonly Uint8Array[]): Promise<Conversion> {
    const problems: Conversion['problems'] = [];
    const names = this.columns.map((_, position) => `c${position}`);
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE staged (i INTEGER, ${names.map((name) => `${name} VARCHAR`).join(', ')})`);
    const appender = await this.connection.createAppender('staged');
    records.forEach((data, index) => {
      const read = readRows(data, this.rules);
      const problem = 'problem' in read ? read.problem : read.rows.map((row) => this.misfitOf(row)).find((misfit) => misfit !== undefined);
      if (problem !== undefined) problems.push({ index, problem });
      else if ('rows' in read) for (const row of read.rows) this.append(appender, index, row);
    });
    appender.closeSync();
    problems.push(...await this.outOfRange(names));
    return { file: await this.write(names), problems: problems.sort((one, other) => one.index - other.index) };
  }

  private misfitOf(row: Row): ConversionProblem | undefined {
    for (const { name, key, type } of this.columns) {
      const text = row.get(key) ?? null;
      if (text !== null && type.accept(text) === undefined) return mismatch(name, text);
    }
    return undefined;
  }

  private append(appender: DuckDBAppender, index: number, row: Row): void {
    appender.appendInteger(index);
    for (const { key, type } of this.columns) {
      const text = row.get(key) ?? null;
      const accepted = text === null ? undefined : type.accept(text);
      if (accepted === undefined) appender.appendNull();
      else appender.appendVarchar(accepted);
    }
    appender.endRow();
  }

  /** Records with a value of the right form that the type cannot hold; all their rows are taken out of the staged ones. */
  private async outOfRange(names: readonly string[]): Promise<Conversion['problems']> {
    const conditions = this.columns.map(({ type }, position) => `(${names[position]} IS NOT NULL AND TRY_CAST(${names[position]} AS ${type.duckdb}) IS NULL)`);
    const problems: Conversion['problems'] = [];
    for (const [position, condition] of conditions.entries()) {
      const reader = await this.connection.runAndReadAll(`SELECT i, ${names[position]} FROM staged WHERE ${condition} ORDER BY i`);
      for (const [index, value] of reader.getRows()) {
        if (problems.some((problem) => problem.index === Number(index))) continue;
        problems.push({ index: Number(index), problem: mismatch(this.columns[position]?.name, String(value)) });
      }
    }
    if (problems.length > 0) await this.connection.run(`DELETE FROM staged WHERE i IN (SELECT i FROM staged WHERE ${conditions.join(' OR ')})`);
    return problems;
  }

  private async write(names: readonly string[]): Promise<Uint8Array | undefined> {
    const [[count = 0] = []] = (await this.connection.runAndReadAll('SELECT count(*) FROM staged')).getRows();
    if (Number(count) === 0) return undefined;
    const path = join(this.folder, `${randomUUID()}.parquet`);
    const selected = this.columns.map(({ name, type }, position) => `CAST(${names[position]} AS ${type.duckdb}) AS "${name.replaceAll('"', '""')}"`);
    const target = path.replaceAll("'", "''");
    await this.connection.run(`COPY (SELECT ${selected.join(', ')} FROM staged ORDER BY i) TO '${target}' (FORMAT parquet, COMPRESSION snappy)`);
    try {
      return await readFile(path);
    } finally {
      await rm(path);
    }
  }
}

function mismatch(column = '', value: string | null = null): ConversionProblem {
  return {
    code: 'DataFormatConversion.MalformedData',
    message: `Data does not match the schema. Column ${column} does not take '${(value ?? '').slice(0, 100)}'`,
  };
}
