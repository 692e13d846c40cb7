import { RecordReader, curatedRendering, searchRendering, fromByteText, type Rejection, type Row } from '../../../runtime/schema';
import type { FieldConfig, RecordSchemaConfig } from '../../../src/schema/record-schema-config';

/** A field that is called the same on the wire. */
export function field(name: string, type: FieldConfig['type'], rules: Partial<FieldConfig> = {}): FieldConfig {
  return { name, type, wireName: name, ...rules };
}

export function schemaOf(...fields: FieldConfig[]): RecordSchemaConfig {
  return { name: 'things', fields };
}

/** The one verdict on a record that is given as text. */
export function readOne(schema: RecordSchemaConfig, wire: string): Row | Rejection {
  const verdicts = new RecordReader(schema).read(Buffer.from(wire));
  expect(verdicts).toHaveLength(1);
  return verdicts[0];
}

/** What the one field `v` of a type becomes in the curated line: its JSON text, or the refusals. */
export function curatedValue(type: FieldConfig['type'], wireValue: string, rules: Partial<FieldConfig> = {}): string {
  const schema = schemaOf(field('v', type, rules));
  const verdict = readOne(schema, `{"v":${wireValue}}`);
  if (!verdict.valid) return verdict.reasons.map((reason) => `refused: ${reason.rule}`).join('; ');
  const line = fromByteText(curatedRendering(schema)(verdict));
  return line.replace(/^\{(?:"v":)?/, '').replace(/\}\n$/, '');
}

/** The search document of a record that must be valid. */
export function documentOf(schema: RecordSchemaConfig, wire: string): string {
  const verdict = readOne(schema, wire);
  if (!verdict.valid) throw new Error(`expected a valid record, got ${JSON.stringify(verdict.reasons)}`);
  return fromByteText(searchRendering(schema)(verdict));
}
