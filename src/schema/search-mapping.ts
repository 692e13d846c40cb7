import type { RecordSchema } from './record-schema';
import type { FieldConfig } from './record-schema-config';

/** How OpenSearch indexes one field. */
export interface SearchFieldMapping {
  readonly type: string;
  readonly format?: string;
  readonly scaling_factor?: number;
  readonly ignore_above?: number;
}

/** Longest text that is indexed as a keyword: Lucene refuses a term above 32,766 bytes, and a character takes up to four. */
const LONGEST_KEYWORD = 8191;
/** Most digits of which a double keeps every one, so most digits of a decimal that a scaled float can carry. */
const EXACT_DIGITS = 15;

/** The schema's fields as an OpenSearch mapping. */
export function searchMapping(schema: RecordSchema): { [field: string]: SearchFieldMapping } {
  return Object.fromEntries(schema.fields.map((field) => [field.name, fieldMapping(field._config)]));
}

function fieldMapping(field: FieldConfig): SearchFieldMapping {
  switch (field.type) {
    case 'string': return { type: 'keyword', ignore_above: LONGEST_KEYWORD };
    case 'bigint': return { type: 'long' };
    case 'decimal': return decimalMapping(field.precision ?? EXACT_DIGITS, field.scale ?? 0);
    // also without fractions of a second, or of a day: so do producers write, and people ask
    case 'timestamp': return { type: 'date', format: 'strict_date_optional_time' };
    case 'date': return { type: 'date', format: 'strict_date' };
    case 'json': return { type: 'flat_object' };
    default: return { type: field.type };
  }
}

/** Either way the document itself keeps the digits it was sent with; the mapping decides how sums and ranges see them. */
function decimalMapping(precision: number, scale: number): SearchFieldMapping {
  return precision <= EXACT_DIGITS ? { type: 'scaled_float', scaling_factor: 10 ** scale } : { type: 'double' };
}
