import { readOptions } from '../../examples/taxi/loader/options';

const ENVIRONMENT = { STREAM_NAME: 'trips', DATASET_BUCKET: 'dataset' };

describe('the loader\'s options', () => {
  test.each([
    [['--trips', 'a.csv'], { trips: { kind: 'file', file: 'a.csv' } }],
    [['--records', '5000'], { trips: { kind: 'generated', records: 5000, seed: 2019 } }],
    [['--records', '1', '--poison', '9'], { trips: { kind: 'generated', records: 1, seed: 2019 }, poison: 9 }],
    [['--records', '1', '--compressed'], { trips: { kind: 'generated', records: 1, seed: 2019 }, compressed: true }],
    [['--records', '1', '--seed', '0'], { trips: { kind: 'generated', records: 1, seed: 0 } }],
    [['--from-bucket', 'trips/a.csv', '--speed-up', '0.5', '--report', 'r.json'], { trips: { kind: 'bucket', key: 'trips/a.csv' }, speedUp: 0.5, report: 'r.json' }],
  ])('%j', (args, expected) => {
    expect(readOptions(args, ENVIRONMENT)).toEqual({ streamName: 'trips', datasetBucket: 'dataset', poison: 0, compressed: false, ...expected });
  });

  test('take region and endpoint from the environment', () => {
    const environment = { ...ENVIRONMENT, AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
    expect(readOptions(['--records', '1'], environment)).toMatchObject({ region: 'eu-central-1', endpoint: 'http://127.0.0.1:4566' });
  });

  test('need no dataset bucket for a file', () => {
    expect(readOptions(['--trips', 'a.csv'], { STREAM_NAME: 'trips', DATASET_BUCKET: '' })).toMatchObject({ datasetBucket: undefined });
  });

  test('show help when asked, whatever else is missing', () => {
    expect(readOptions(['--help'], {})).toBe('help');
  });

  test.each([
    [[], 'one of --trips, --records and --from-bucket must be given, got none'],
    [['--trips', 'a', '--records', '1'], 'one of --trips, --records and --from-bucket must be given, got --trips and --records'],
    [['--trips', ''], '--trips must have a value, got nothing'],
    [['--from-bucket', ''], '--from-bucket must have a value, got nothing'],
    [['--trips', 'a', '--seed', '1'], '--seed belongs to --records: leave it out or generate trips'],
    [['--records', '0'], '--records must be a whole number from 1 to 100000000, got "0"'],
    [['--records', '1.5'], '--records must be a whole number from 1 to 100000000, got "1.5"'],
    [['--records', '1e3'], '--records must be a whole number from 1 to 100000000, got "1e3"'],
    [['--records', '100000001'], '--records must be a whole number from 1 to 100000000, got "100000001"'],
    [['--records', '1', '--seed', '2147483648'], '--seed must be a whole number from 0 to 2147483647, got "2147483648"'],
    [['--records', '1', '--speed-up', '0'], '--speed-up must be a number above 0 such as 1 or 3600, got "0"'],
    [['--records', '1', '--speed-up', 'fast'], '--speed-up must be a number above 0 such as 1 or 3600, got "fast"'],
    [['--records', '1', '--speed-up', '9'.repeat(400)], `--speed-up must be a number above 0 such as 1 or 3600, got "${'9'.repeat(400)}"`],
    [['--records', '1', '--report', ''], '--report must name a file, got nothing'],
  ])('are refused: %j', (args, message) => {
    expect(() => readOptions(args, ENVIRONMENT)).toThrow(new Error(message));
  });

  test.each([[['--trip', 'a']], [['a.csv']], [['--trips']], [['--help=yes']]])('are refused with the help: %j', (args) => {
    expect(() => readOptions(args, ENVIRONMENT)).toThrow(/tsx load\.ts \(--trips FILE/);
  });

  test('report all problems together, also those of the environment', () => {
    expect(() => readOptions(['--from-bucket', 'a.csv', '--speed-up=-1'], { STREAM_NAME: '' })).toThrow(new Error([
      '--speed-up must be a number above 0 such as 1 or 3600, got "-1"',
      'STREAM_NAME must be set in the environment, to the name of the stream among the stack\'s outputs',
      'DATASET_BUCKET must be set in the environment for --from-bucket, to the name of the bucket among the stack\'s outputs',
    ].join('\n')));
  });
});
