import {
  ByteSink, RecordReader, curatedRendering, fromByteText, searchRendering, type Reason, type Rendering, type Row,
} from '../../../runtime/schema';
import type { FieldConfig, RecordSchemaConfig } from '../../../src/schema/record-schema-config';

/** A field that is called the same on the wire. */
export function field(name: string, type: FieldConfig['type'], rules: Partial<FieldConfig> = {}): FieldConfig {
  return { name, type, wireName: name, ...rules };
}

export function schemaOf(...fields: FieldConfig[]): RecordSchemaConfig {
  return { name: 'things', fields };
}

/** A verdict that outlives its reader's next record. */
export type Verdict = { readonly valid: true; readonly text: string } | { readonly valid: false; readonly reasons: readonly Reason[] };

/** The verdicts on all records in the bytes, valid ones rendered. */
export function readAll(reader: RecordReader, bytes: Uint8Array, render: Rendering): Verdict[] {
  const verdicts: Verdict[] = [];
  const sink = new ByteSink();
  reader.read(bytes, {
    row: (row: Row) => {
      sink.clear();
      render(row, sink);
      verdicts.push({ valid: true, text: fromByteText(sink.toByteText()) });
    },
    rejected: (reasons) => verdicts.push({ valid: false, reasons }),
  });
  return verdicts;
}

/** The one verdict on a record that is given as text, rendered as curated line. */
export function readOne(schema: RecordSchemaConfig, wire: string, render = curatedRendering(schema)): Verdict {
  const verdicts = readAll(new RecordReader(schema), Buffer.from(wire), render);
  expect(verdicts).toHaveLength(1);
  return verdicts[0];
}

/** What the one field `v` of a type becomes in the curated line: its JSON text, or the refusals. */
export function curatedValue(type: FieldConfig['type'], wireValue: string, rules: Partial<FieldConfig> = {}): string {
  const verdict = readOne(schemaOf(field('v', type, rules)), `{"v":${wireValue}}`);
  if (!verdict.valid) return verdict.reasons.map((reason) => `refused: ${reason.rule}`).join('; ');
  return verdict.text.replace(/^\{(?:"v":)?/, '').replace(/\}\n$/, '');
}

/** The search document of a record that must be valid. */
export function documentOf(schema: RecordSchemaConfig, wire: string): string {
  const verdict = readOne(schema, wire, searchRendering(schema));
  if (!verdict.valid) throw new Error(`expected a valid record, got ${JSON.stringify(verdict.reasons)}`);
  return verdict.text;
}
