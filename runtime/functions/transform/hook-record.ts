import { errorKind } from './error-kind';
import type { HookRecord } from './hook';
import type { FieldConfig, RecordSchemaConfig } from '../../../src/schema/record-schema-config';
import { fieldTextOf, fromByteText, toByteText, type Reason, type Row } from '../../schema';

/** One value of a record on its way through a hook. */
interface HookedValue {
  readonly name: string;
  /** As it stood in the record: JSON as byte text. */
  readonly original: string;
  /** As the hook has got it: JSON. What the hook gives back in the same form is the original, to the last digit. */
  readonly shown: string;
}

/** A valid record with what is needed to tell afterwards what a hook has changed. */
export interface HookedRecord {
  readonly record: HookRecord;
  readonly values: readonly HookedValue[];
}

/** Makes records for a hook of rows, and JSON of what the hook makes of them. */
export class HookRecords {
  /** Under which the JSON is to be read: that of the records, with the fields' own names on the wire. */
  readonly schema: RecordSchemaConfig;
  private readonly fields: { readonly field: FieldConfig; readonly textOf: (row: Row) => string | undefined }[];

  constructor(schema: RecordSchemaConfig) {
    this.schema = { ...schema, fields: schema.fields.map((field) => ({ ...field, wireName: field.type === 'geo_point' ? undefined : field.name })) };
    const onTheWire = schema.fields.filter(({ type }) => type !== 'geo_point');
    this.fields = onTheWire.map((field) => ({ field, textOf: fieldTextOf(schema, field.name) }));
  }

  /** The record for the hook, or why it cannot be shown to one: the engine does not write out what is nested thousands deep. */
  of(row: Row): HookedRecord | Reason {
    const record: HookRecord = {};
    const values: HookedValue[] = [];
    for (const [slot, { field, textOf }] of this.fields.entries()) {
      const text = textOf(row);
      const token = row.text(slot);
      if (text === undefined || token === undefined) continue;
      try {
        const value = valueOf(field.type, text, token);
        record[field.name] = value;
        const shown = jsonOf(value) ?? '';
        values.push({ name: field.name, original: field.type === 'timestamp' ? JSON.stringify(text) : token, shown });
      } catch (error) {
        return { field: field.name, rule: `a value that can be shown to a hook, got a ${errorKind(error)}` };
      }
    }
    return { record, values };
  }

  /** The JSON of a record that a hook has given back, as bytes; or why there is none. */
  toBytes(returned: object, { values }: HookedRecord): Buffer | Reason {
    const originals = new Map(values.map((value) => [value.name, value]));
    const members: string[] = [];
    for (const { field: { name } } of this.fields) {
      let json: string | undefined;
      try {
        const value = valueIn(returned, name);
        if (value === undefined || value === null) continue;
        json = jsonOf(value);
        if (json !== originals.get(name)?.shown) refuseWhatIsNone(value);
      } catch (error) {
        return { field: name, rule: `a value from the hook that JSON can hold, got a ${errorKind(error)}` };
      }
      if (json === undefined) return { field: name, rule: 'a value from the hook that JSON can hold' };
      const before = originals.get(name);
      members.push(`"${name}":${before?.shown === json ? before.original : toByteText(json)}`);
    }
    return Buffer.from(`{${members.join(',')}}`, 'latin1');
  }
}

function valueOf(type: FieldConfig['type'], text: string, token: string): unknown {
  switch (type) {
    case 'integer': case 'double': return Number(text);
    case 'bigint': return BigInt(text);
    case 'boolean': return text === 'true';
    case 'json': return JSON.parse(fromByteText(token));
    default: return text;
  }
}

/** A class may give values through its prototype; what every object has is no value of a field of that name, for example `constructor`. */
function valueIn(returned: object, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(returned, name) ? undefined : Reflect.get(returned, name);
}

/** Undefined for what JSON has no form of: it would make null of a number or date that is none, and leave a function out, without a word. */
function jsonOf(value: unknown): string | undefined {
  if (typeof value === 'bigint') return String(value);
  const json = JSON.stringify(value);
  return json === 'null' ? undefined : json;
}

/** What JSON has a form of, by its tag: of any other object, for example a Map, it makes an empty one. */
const JSON_TAGS = ['Object', 'Array', 'String', 'Number', 'Boolean'].map((name) => `[object ${name}]`);

/** @throws for what is inside of an object and JSON has no form of, also for a number of the record that was too large to be read as one */
function refuseWhatIsNone(value: unknown): void {
  if (typeof value !== 'object') return;
  JSON.stringify(value, function check(this: unknown, name: string, inner: unknown) {
    const none = inner === null ? isInvalidDate(this, name) : !hasJsonForm(inner);
    if (none) throw new RangeError('JSON has no form of it');
    return inner;
  });
}

function hasJsonForm(value: unknown): boolean {
  switch (typeof value) {
    case 'number': return Number.isFinite(value);
    case 'object': return JSON_TAGS.includes(Object.prototype.toString.call(value));
    case 'function': case 'symbol': return false;
    default: return true;
  }
}

/** Whether JSON has made null of a date that is none. */
function isInvalidDate(holder: unknown, name: string): boolean {
  return typeof holder === 'object' && holder !== null && Reflect.get(holder, name) instanceof Date;
}
