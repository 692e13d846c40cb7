import { Field, RecordSchema } from '../../src';
import { flinkColumns } from '../../src/schema/flink-columns';
import { glueColumns } from '../../src/schema/glue-columns';
import { searchMapping } from '../../src/schema/search-mapping';

function schemaOf(...fields: Field[]): RecordSchema {
  return new RecordSchema({ name: 'things', fields });
}

describe('one field in every projection', () => {
  test.each<[Field, string, string, object]>([
    [Field.ofString('it'), 'string', 'STRING', { type: 'keyword', ignore_above: 8191 }],
    [Field.ofBoolean('it'), 'boolean', 'BOOLEAN', { type: 'boolean' }],
    [Field.ofInteger('it'), 'int', 'INT', { type: 'integer' }],
    [Field.ofBigint('it'), 'bigint', 'BIGINT', { type: 'long' }],
    [Field.ofDouble('it'), 'double', 'DOUBLE', { type: 'double' }],
    [Field.ofDecimal('it', { precision: 8, scale: 2 }), 'decimal(8,2)', 'DECIMAL(8, 2)', { type: 'scaled_float', scaling_factor: 100 }],
    [Field.ofDecimal('it', { precision: 15, scale: 15 }), 'decimal(15,15)', 'DECIMAL(15, 15)', { type: 'scaled_float', scaling_factor: 1e15 }],
    [Field.ofDecimal('it', { precision: 16, scale: 0 }), 'decimal(16,0)', 'DECIMAL(16, 0)', { type: 'double' }],
    [Field.ofTimestamp('it'), 'timestamp', 'TIMESTAMP_LTZ(3)', { type: 'date', format: 'strict_date_optional_time' }],
    [Field.ofDate('it'), 'date', 'DATE', { type: 'date', format: 'strict_date' }],
    [Field.ofJson('it'), 'string', 'STRING', { type: 'flat_object' }],
  ])('%#', (field, glue, flink, search) => {
    const schema = schemaOf(field);
    expect(glueColumns(schema)).toEqual([{ name: 'it', type: glue }]);
    expect(flinkColumns(schema)).toEqual([{ name: 'it', type: flink }]);
    expect(searchMapping(schema)).toEqual({ it: search });
  });

  test('is a point in search alone when it derives from others', () => {
    const schema = schemaOf(Field.ofDouble('x'), Field.ofDouble('y'), Field.ofGeoPoint('place', { longitude: 'x', latitude: 'y' }));
    expect(glueColumns(schema).map(({ name }) => name)).toEqual(['x', 'y']);
    expect(flinkColumns(schema).map(({ name }) => name)).toEqual(['x', 'y']);
    expect(searchMapping(schema).place).toEqual({ type: 'geo_point' });
  });

  test('has the name of the wire in Flink, and its own elsewhere', () => {
    const schema = schemaOf(Field.ofString('trip_id', { wireName: 'tripId' }));
    expect(glueColumns(schema)[0].name).toBe('trip_id');
    expect(flinkColumns(schema)[0].name).toBe('tripId');
    expect(Object.keys(searchMapping(schema))).toEqual(['trip_id']);
  });
});

describe('the configuration of functions', () => {
  test('says all about every field', () => {
    const schema = new RecordSchema({
      name: 'trips',
      fields: [
        Field.ofString('trip_id', { required: true, wireName: 'tripId', pattern: '[A-Z]+', allowedValues: ['A', 'BC'] }),
        Field.ofTimestamp('pickup_at', { required: true }),
        Field.ofInteger('passengers', { minimum: 0, maximum: 9 }),
        Field.ofDecimal('total', { precision: 8, scale: 2, minimum: -0.5 }),
        Field.ofDouble('x'),
        Field.ofDouble('y'),
        Field.ofGeoPoint('place', { longitude: 'x', latitude: 'y' }),
      ],
      eventTime: 'pickup_at',
      partitionKey: 'trip_id',
      documentId: 'trip_id',
    });
    expect(JSON.parse(JSON.stringify(schema._toConfig()))).toStrictEqual({
      name: 'trips',
      fields: [
        { name: 'trip_id', type: 'string', wireName: 'tripId', required: true, allowedValues: ['A', 'BC'], pattern: '[A-Z]+' },
        { name: 'pickup_at', type: 'timestamp', wireName: 'pickup_at', required: true },
        { name: 'passengers', type: 'integer', wireName: 'passengers', minimum: '0', maximum: '9' },
        { name: 'total', type: 'decimal', wireName: 'total', minimum: '-0.5', precision: 8, scale: 2 },
        { name: 'x', type: 'double', wireName: 'x' },
        { name: 'y', type: 'double', wireName: 'y' },
        { name: 'place', type: 'geo_point', longitude: 'x', latitude: 'y' },
      ],
      eventTime: 'pickup_at',
      partitionKey: 'trip_id',
      documentId: 'trip_id',
    });
  });

  test('leaves out what a schema does not say', () => {
    expect(Object.keys(schemaOf(Field.ofBoolean('it'))._toConfig())).toEqual(['name', 'fields']);
  });

  test('does not change with the list that the fields were given in', () => {
    const fields = [Field.ofBoolean('it')];
    const schema = new RecordSchema({ name: 'things', fields });
    fields.push(Field.ofBoolean('other'));
    expect(schema._toConfig().fields.map(({ name }) => name)).toEqual(['it']);
  });
});
