import { parseDemoOptions, reportFileOf } from '../../../local/options/demo-options';

test('without arguments the example runs with 5,000 generated trips', () => {
  expect(parseDemoOptions([])).toEqual({ example: 'examples/taxi', trips: undefined, records: 5000, poison: 0, compressed: false, auth: false, faults: false, studio: false, json: undefined, export: undefined, keep: false, help: false });
});

test('every option is taken over', () => {
  expect(parseDemoOptions(['--example', 'e', '--trips', 't.csv', '--json=r.json', '--export', 'd', '--auth', '--faults', '--keep']))
    .toEqual({ example: 'e', trips: 't.csv', records: 5000, poison: 0, compressed: false, auth: true, faults: true, studio: false, json: 'r.json', export: 'd', keep: true, help: false });
  expect(parseDemoOptions(['--records', '7', '--poison', '3', '--help'])).toMatchObject({ records: 7, poison: 3, help: true });
  expect(parseDemoOptions(['--compressed', '--auth'])).toMatchObject({ compressed: true, auth: true });
});

const ALLOWED = 'allowed are --example, --trips, --records, --poison, --compressed, --auth, --faults, --studio, --json, --export, --keep, --help';

test.each([
  [['--trip', 'x'], `unknown option '--trip': ${ALLOWED}`],
  [['-k'], `unknown option '-k': ${ALLOWED}`],
  [['--no-keep'], `unknown option '--no-keep': ${ALLOWED}`],
  [['x.csv'], `unexpected argument 'x.csv': ${ALLOWED}`],
  [['--trips'], '--trips needs a value'],
  [['--trips', '--keep'], '--trips needs a value'],
  [['--json='], '--json needs a value'],
  [['--keep=yes'], "--keep takes no value, received 'yes'"],
  [['--records', '0'], "--records must be an integer from 1 to 999999999, received '0'"],
  [['--records', '-1'], '--records'],
  [['--records', '1.5'], "--records must be an integer from 1 to 999999999, received '1.5'"],
  [['--records', '1e3'], "received '1e3'"],
  [['--poison', '-1'], '--poison'],
  [['--poison', '1000000'], "--poison must be an integer from 0 to 999999, received '1000000'"],
  [['--compressed', '--poison', '1'], '--compressed and --poison are looked for in different places: run one after the other'],
  [['--compressed', '--faults'], '--compressed and --faults are looked for in different places: run one after the other'],
  [['--poison'], '--poison needs a value: write --poison N'],
  [['--records', '5', '--trips', 'x'], 'give one of them'],
  [['--keep', '--keep'], '--keep is given twice'],
])('%j is refused', (argv, message) => {
  expect(() => parseDemoOptions(argv)).toThrow(message);
});

test.each([
  [['--json', 'r.json', '--records', 'x'], 'r.json'],
  [['--foo', '--json=r.json'], 'r.json'],
  [['--json', 'a', '--json', 'b'], undefined],
  [['--json', '--keep'], undefined],
  [['--json='], undefined],
  [['--json', 'r.json', '--help'], undefined],
  [[], undefined],
])('the report of %j is %s', (argv, file) => {
  expect(reportFileOf(argv)).toBe(file);
});

test('several problems come in one message', () => {
  expect(() => parseDemoOptions(['--foo', '--records', 'x'])).toThrow(/unknown option '--foo'.*\n.*--records must be/);
});
