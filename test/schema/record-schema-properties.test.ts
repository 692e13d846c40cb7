import * as fc from 'fast-check';
import { schemaMaker } from './arbitrary-schema';
import { Field, RecordSchema } from '../../src';
import { flinkColumns } from '../../src/schema/flink-columns';
import { glueColumns } from '../../src/schema/glue-columns';
import { plainDigits } from '../../src/schema/plain-digits';
import { searchMapping } from '../../src/schema/search-mapping';

// the same cases in every run
fc.configureGlobal({ seed: 20190323, numRuns: 300 });

function projections(schema: RecordSchema): string {
  return JSON.stringify([schema._toConfig(), glueColumns(schema), flinkColumns(schema), searchMapping(schema)]);
}

function hasNoDuplicate(names: string[]): boolean {
  return new Set(names).size === names.length;
}

describe('any valid set of fields', () => {
  test('makes a schema', () => {
    fc.assert(fc.property(schemaMaker, (make) => {
      expect(new RecordSchema(make()).fields.length).toBeGreaterThan(0);
    }));
  });

  test('has the same fields in the same order in every projection', () => {
    fc.assert(fc.property(schemaMaker, (make) => {
      const schema = new RecordSchema(make());
      const onTheWire = schema.fields.filter((field) => !field.derived);
      expect(glueColumns(schema).map((column) => column.name)).toEqual(onTheWire.map((field) => field.name));
      expect(flinkColumns(schema).map((column) => column.name)).toEqual(onTheWire.map((field) => field.wireName));
      expect(Object.keys(searchMapping(schema))).toEqual(schema.fields.map((field) => field.name));
      expect(schema._toConfig().fields.map((field) => [field.name, field.wireName]))
        .toEqual(schema.fields.map((field) => [field.name, field.derived ? undefined : field.wireName]));
    }));
  });

  test('has no name twice in any projection, in whatever case', () => {
    fc.assert(fc.property(schemaMaker, (make) => {
      const schema = new RecordSchema(make());
      expect(hasNoDuplicate(glueColumns(schema).map((column) => column.name.toLowerCase()))).toBe(true);
      expect(hasNoDuplicate(flinkColumns(schema).map((column) => column.name))).toBe(true);
      expect(hasNoDuplicate(Object.keys(searchMapping(schema)))).toBe(true);
    }));
  });

  test('has a configuration that survives JSON', () => {
    fc.assert(fc.property(schemaMaker, (make) => {
      const config = new RecordSchema(make())._toConfig();
      expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    }));
  });

  test('gives the same projections to the byte when it is made again', () => {
    fc.assert(fc.property(schemaMaker, (make) => {
      expect(projections(new RecordSchema(make()))).toBe(projections(new RecordSchema(make())));
    }));
  });

  test('fails once a field comes twice', () => {
    fc.assert(fc.property(schemaMaker, fc.nat(), (make, index) => {
      const props = make();
      const repeated = props.fields[index % props.fields.length];
      expect(() => new RecordSchema({ ...props, fields: [...props.fields, repeated] }))
        .toThrow(`every field needs a name of its own, got "${repeated.name}" more than once: rename or remove one`);
    }));
  });
});

describe('bounds', () => {
  test('stand in plain decimal digits that mean the same number', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const digits = plainDigits(value);
      expect(digits).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(digits) === value).toBe(true);
    }));
  });

  test.each([
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [1e21, '1000000000000000000000'],
    [-1.5e22, '-15000000000000000000000'],
    [0.1, '0.1'],
    [-0, '0'],
  ])('of %p are %p', (minimum, digits) => {
    expect(Field.ofDecimal('amount', { precision: 38, scale: 10, minimum })._config.minimum).toBe(digits);
  });
});
