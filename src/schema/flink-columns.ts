import type { RecordSchema } from './record-schema';
import type { FieldConfig } from './record-schema-config';

/** A column of a Flink table over a stream: its name is the one on the wire, since Flink's JSON format is case-sensitive. */
export interface FlinkColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of the schema in Flink SQL. Derived fields are not on the wire, so Flink does not see them. */
export function flinkColumns(schema: RecordSchema): FlinkColumn[] {
  return schema.fields.filter((field) => !field.derived).map((field) => ({ name: field.wireName, type: flinkType(field._config) }));
}

/** The type of a field in Flink SQL. */
export function flinkType(field: Pick<FieldConfig, 'type' | 'precision' | 'scale'>): string {
  switch (field.type) {
    case 'integer': return 'INT';
    case 'decimal': return `DECIMAL(${field.precision}, ${field.scale})`;
    // TIMESTAMP(3) stops the job at the literal Z of the wire format
    case 'timestamp': return 'TIMESTAMP_LTZ(3)';
    case 'json': return 'STRING';
    default: return field.type.toUpperCase();
  }
}
