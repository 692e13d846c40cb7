import type { Field, RecordPartitioning, RecordSchema } from '../schema';
import { isFolderName } from '../schema/folder-name';
import { PARTITION_COLUMNS } from '../schema/reserved-names';

type Parameters = { readonly [parameter: string]: string };

/**
 * How Athena computes the values of each partition column, as parameters of the table.
 *
 * A field whose values are known is listed; of others, a query must name the ones it wants.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function partitionProjection(schema: RecordSchema, partitioning: RecordPartitioning, firstYear: number): Parameters {
  const fields = schema.fields.filter((field) => partitioning.fields.includes(field.name));
  return Object.assign({ 'projection.enabled': 'true' },
    ...fields.map((field) => fieldProjection(field, firstYear)),
    ...partitioning._timeColumns.map((column) => timeProjection(column, firstYear)));
}

function fieldProjection({ name, _config: { allowedValues, maximum, minimum, type } }: Field, firstYear: number): Parameters {
  if (type === 'date') {
    return parameters(name, { 'type': 'date', 'format': 'yyyy-MM-dd', 'range': `${firstYear}-01-01,NOW+1YEARS`, 'interval': '1', 'interval.unit': 'DAYS' });
  }
  if ((type === 'integer' || type === 'bigint') && minimum !== undefined && maximum !== undefined) {
    return parameters(name, { type: 'integer', range: `${minimum},${maximum}` });
  }
  // the list knows no way to write a comma that belongs to a value
  return allowedValues?.every((value) => isFolderName(value) && !value.includes(','))
    ? parameters(name, { type: 'enum', values: allowedValues.join(',') })
    : parameters(name, { type: 'injected' });
}

/** A year of type `date`, since only dates know `NOW`; one more than now, for time zones that are ahead of UTC. */
function timeProjection(column: typeof PARTITION_COLUMNS[number], firstYear: number): Parameters {
  switch (column) {
    case 'year': return parameters(column, { 'type': 'date', 'format': 'yyyy', 'range': `${firstYear},NOW+1YEARS`, 'interval': '1', 'interval.unit': 'YEARS' });
    case 'month': return parameters(column, { type: 'integer', range: '1,12', digits: '2' });
    case 'day': return parameters(column, { type: 'integer', range: '1,31', digits: '2' });
    case 'hour': return parameters(column, { type: 'integer', range: '0,23', digits: '2' });
  }
}

function parameters(column: string, values: Parameters): Parameters {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`projection.${column}.${name}`, value]));
}
