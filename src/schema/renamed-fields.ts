import type { Field } from './field';
import type { RecordSchema } from './record-schema';

/** The fields that records on the stream carry under another name than their own. */
export function renamedFields(schema: RecordSchema): Field[] {
  return schema.fields.filter((field) => !field.derived && field.wireName !== field.name);
}
