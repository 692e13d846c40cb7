import type { RecordSchema } from './record-schema';
import type { FieldConfig } from './record-schema-config';

/** A column of a Glue table. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of the schema in the Glue catalogue, and so in Parquet. Derived fields exist in search only. */
export function glueColumns(schema: RecordSchema): GlueColumn[] {
  return schema.fields.filter((field) => !field.derived).map((field) => ({ name: field.name, type: glueType(field._config) }));
}

function glueType(field: FieldConfig): string {
  switch (field.type) {
    case 'integer': return 'int';
    case 'decimal': return `decimal(${field.precision},${field.scale})`;
    case 'json': return 'string';
    default: return field.type;
  }
}
