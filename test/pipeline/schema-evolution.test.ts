import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { averages } from './variants';
import { Field, RecordSchema, StreamingAnalyticsPipeline } from '../../src';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly [property: string]: unknown };
}

const FIELDS = [Field.ofString('sensor_id', { required: true }), Field.ofTimestamp('measured_at', { required: true }), Field.ofDouble('temperature')];

function resources(fields: Field[]): { readonly [id: string]: Resource } {
  const stack = new Stack(new App(), 'Stack');
  const schema = new RecordSchema({ name: 'readings', fields, eventTime: 'measured_at', partitionKey: 'sensor_id' });
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema, insights: { schema: averages } });
  return Template.fromStack(stack).toJSON().Resources;
}

/** What differs between two templates: the paths of all values of the resources in both, without the places of assets, which are content hashes. */
function changes(before: { readonly [id: string]: Resource }, after: { readonly [id: string]: Resource }): string[] {
  return Object.keys(before).flatMap((id) => differences(before[id], after[id]).map((path) => `${before[id].Type} ${path}`)).sort();
}

function differences(before: unknown, after: unknown, path: string[] = []): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null || Array.isArray(before) !== Array.isArray(after)) {
    return [path.join('.')];
  }
  const [old, recent] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...recent.keys()])].flatMap((key) => differences(old.get(key), recent.get(key), [...path, key]));
}

const before = resources(FIELDS);

describe('a new optional field', () => {
  const after = resources([...FIELDS, Field.ofInteger('humidity', { minimum: 0, maximum: 100 })]);

  test('neither adds, removes nor replaces a resource', () => {
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(Object.entries(after).map(([id, { Type }]) => [id, Type])).toEqual(Object.entries(before).map(([id, { Type }]) => [id, Type]));
  });

  test('changes only what takes it in place: tables, functions and the index template', () => {
    expect(changes(before, after)).toEqual([
      'AWS::Glue::Table Properties.TableInput.StorageDescriptor.Columns.3',
      'AWS::Glue::Table Properties.TableInput.StorageDescriptor.Columns.3',
      'AWS::Lambda::Function Properties.Code.S3Key',
      'AWS::Lambda::Function Properties.Code.S3Key',
      'AWS::Lambda::Function Properties.Code.S3Key',
      'Custom::SearchBootstrap Properties.Config',
    ]);
  });

  test('is the last column of the tables, so that objects written before are read as they are', () => {
    const columns = Object.values(after).filter(({ Type, Properties }) => Type === 'AWS::Glue::Table' && JSON.stringify(Properties).includes('humidity'))
      .map(({ Properties }) => JSON.parse(JSON.stringify(Properties)).TableInput.StorageDescriptor.Columns);
    expect(columns.map((all) => all.at(-1))).toEqual([{ Name: 'humidity', Type: 'int' }, { Name: 'humidity', Type: 'int' }]);
    expect(columns.map((all) => all.length)).toEqual([4, 4]);
  });
});

describe('a rule that changes', () => {
  test('reaches the functions alone', () => {
    const after = resources([...FIELDS.slice(0, 2), Field.ofDouble('temperature', { minimum: -90 })]);
    expect(new Set(changes(before, after))).toEqual(new Set(['AWS::Lambda::Function Properties.Code.S3Key']));
  });
});
