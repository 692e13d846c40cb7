import type { FieldConfig } from '../../../src/schema/record-schema-config';
import { fromByteText } from '../byte-text';
import { SoughtText } from '../memory';
import { Row } from '../row';
import { TokenKind } from '../token';
import { coerceBoolean } from './boolean';
import { numberComparison, type Comparison } from './bound';
import { AS_IS, Refusal, type Coercer } from './coercer';
import { coerceDate } from './date';
import { coerceJson } from './json';
import { coerceBigint, coerceDouble, coerceInteger, decimalCoercer } from './number';
import { coerceString } from './string';
import { canonicalInstant, coerceTimestamp } from './timestamp';

const NAMED_VALUES = 5;
const COMPARED_VALUES = 8;

/** The coercer of a field: that of its type, then its own rules, each only where the field has it. */
export function coercerFor(field: FieldConfig): Coercer {
  const coerce = coercerForType(field);
  const rules = rulesOf(field, coerce);
  if (rules.length === 0) return coerce;
  return (row, slot) => {
    const value = coerce(row, slot);
    if (typeof value !== 'string') return value;
    for (let i = 0; i < rules.length; i++) {
      const refusal = rules[i](value, row, slot);
      if (refusal !== undefined) return refusal;
    }
    return value;
  };
}

function coercerForType(field: FieldConfig): Coercer {
  switch (field.type) {
    case 'string': return coerceString;
    case 'boolean': return coerceBoolean;
    case 'integer': return coerceInteger;
    case 'bigint': return coerceBigint;
    case 'double': return coerceDouble;
    case 'decimal': return decimalCoercer(numberOf(field, 'precision'), numberOf(field, 'scale'));
    case 'timestamp': return coerceTimestamp;
    case 'date': return coerceDate;
    case 'json': return coerceJson;
    case 'geo_point': throw new Error(`field '${field.name}': a geo_point derives from two doubles and never stands on the wire`);
  }
}

function numberOf(field: FieldConfig, property: 'precision' | 'scale'): number {
  const value = field[property];
  if (value === undefined) throw new Error(`field '${field.name}': a decimal needs a ${property}, got none`);
  return value;
}

type Rule = (value: string, row: Row, slot: number) => Refusal | undefined;

function rulesOf(field: FieldConfig, coerce: Coercer): Rule[] {
  const rules: Rule[] = [];
  if (field.minimum !== undefined) {
    const compare = comparisonWith(field, coerce, field.minimum);
    const refusal = new Refusal(`minimum ${field.minimum}`);
    rules.push((value, row, slot) => compare(value, row, slot) < 0 ? refusal : undefined);
  }
  if (field.maximum !== undefined) {
    const compare = comparisonWith(field, coerce, field.maximum);
    const refusal = new Refusal(`maximum ${field.maximum}`);
    rules.push((value, row, slot) => compare(value, row, slot) > 0 ? refusal : undefined);
  }
  if (field.allowedValues !== undefined) rules.push(allowedValues(field, coerce, field.allowedValues));
  if (field.pattern !== undefined) {
    const pattern = new RegExp(`^(?:${field.pattern})$`);
    const refusal = new Refusal(`pattern ${field.pattern}`);
    rules.push((value, row, slot) => pattern.test(textOf(canonicalText(field, value, row, slot))) ? undefined : refusal);
  }
  return rules;
}

function allowedValues(field: FieldConfig, coerce: Coercer, values: readonly string[]): Rule {
  const allowed = new Set(values.map((value) => canonical(field, coerce, value)));
  const named = values.slice(0, NAMED_VALUES).join(', ');
  const refusal = new Refusal(`one of ${named}${values.length > NAMED_VALUES ? ', …' : ''}`);
  // a few are found faster by their bytes than by a text made of them
  const compared = field.type !== 'timestamp' && allowed.size <= COMPARED_VALUES ? [...allowed].filter((text) => text.length >= SoughtText.LEAST_BYTES) : [];
  const sought = compared.map((text) => new SoughtText(Buffer.from(text, 'latin1')));
  return (value, row, slot) => {
    if (value === AS_IS) {
      const start = row.starts[slot];
      const length = row.ends[slot] - start;
      for (let i = 0; i < sought.length; i++) {
        if (sought[i].length === length && sought[i].standsAt(start, row.memory.view)) return undefined;
      }
    }
    return allowed.has(canonicalText(field, value, row, slot)) ? undefined : refusal;
  };
}

function comparisonWith(field: FieldConfig, coerce: Coercer, bound: string): Comparison {
  // days and instants have one width, so text order is time order
  if (field.type === 'timestamp' || field.type === 'date') {
    const instant = canonical(field, coerce, bound);
    return (value, row, slot) => {
      const text = canonicalText(field, value, row, slot);
      return text < instant ? -1 : Number(text > instant);
    };
  }
  return numberComparison(bound);
}

/** The canonical text also where the token is it. */
function canonicalText(field: FieldConfig, value: string, row: Row, slot: number): string {
  if (value !== AS_IS) return value;
  const text = row.token(slot);
  return field.type === 'timestamp' ? canonicalInstant(text) : text;
}

/** A value of the configuration in the form that values of the wire have. */
function canonical(field: FieldConfig, coerce: Coercer, value: string): string {
  const bytes = Buffer.from(JSON.stringify(value));
  const row = Row.ofToken(bytes, bytes.includes('\\') ? TokenKind.ESCAPED_STRING : TokenKind.STRING);
  const coerced = coerce(row, 0);
  if (typeof coerced !== 'string') throw new Error(`field '${field.name}': '${value}' is no value of its type, which takes: ${coerced.rule}`);
  return canonicalText(field, coerced, row, 0);
}

function textOf(value: string): string {
  if (!value.startsWith('"')) return value;
  const text: unknown = JSON.parse(fromByteText(value));
  return typeof text === 'string' ? text : value;
}
