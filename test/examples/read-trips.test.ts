import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { fileOf, GOOD, goodBut, HEADER, readAll, seen } from './trips-text';
import { generateTrips } from '../../examples/taxi/generator';

const REAL_TRIPS = 6433;

const GOOD_RECORD = {
  trip_id: '1',
  pickup_at: '2019-03-24T00:21:09.000Z',
  dropoff_at: '2019-03-24T00:27:24.000Z',
  passengers: 1,
  distance: 1.6,
  fare: 7,
  tip: 2.15,
  tolls: 0,
  total: 12.95,
  color: 'yellow',
  payment: 'credit card',
  pickup_zone: 'Lenox Hill West',
  dropoff_zone: 'Midtown Center',
  pickup_borough: 'Manhattan',
  dropoff_borough: 'Manhattan',
};

async function problemsOf(...rows: (string | Buffer)[]): Promise<unknown[]> {
  return (await readAll(fileOf([HEADER, ...rows]))).filter((row) => row.kind === 'rejected').map(seen);
}

describe('a file of trips', () => {
  test('becomes records with the row as id, in UTC', async () => {
    const rows = await readAll(fileOf([HEADER, GOOD, GOOD]));
    expect(rows.map(seen)).toEqual([GOOD_RECORD, { ...GOOD_RECORD, trip_id: '2' }]);
    expect(rows[0]).toMatchObject({ trip: { tripId: '1', pickupAt: Date.parse('2019-03-24T00:21:09Z') } });
  });

  test('keeps the digits of its numbers', async () => {
    const [row] = await readAll(fileOf([HEADER, goodBut('total', '123456789012345678.10')]));
    expect(row).toMatchObject({ trip: { data: expect.stringMatching(/"fare":7\.0,.*"tolls":0\.0,"total":123456789012345678\.10,/) } });
  });

  test('leaves out what is blank', async () => {
    const [row] = await readAll(fileOf([HEADER, goodBut('payment', '').replace('Lenox Hill West', ' ')]));
    const { payment, pickup_zone, ...others } = GOOD_RECORD;
    expect([payment, pickup_zone]).toEqual(['credit card', 'Lenox Hill West']);
    expect(seen(row)).toEqual(others);
  });

  test('may name its columns in another order, and coordinates', async () => {
    const rows = await readAll(fileOf([
      `pickup_longitude,${HEADER},pickup_latitude`.replace('tip,tolls', 'tolls,tip'),
      `-73.977600,${GOOD.replace('2.15,0.0', '0.0,2.15')},40.7566`,
    ]));
    expect(rows.map(seen)).toEqual([{ ...GOOD_RECORD, pickup_longitude: -73.9776, pickup_latitude: 40.7566 }]);
  });

  test('may have CRLF, a byte order mark, blank lines, no last line end, and come in pieces of any size', async () => {
    const text = `\ufeff${HEADER}\r\n\r\n${GOOD.replace('Midtown Center', 'Café')}\r\n\n${GOOD}`;
    for (const size of [1, 2, 7, 64, 10_000]) {
      const rows = await readAll(fileOf([Buffer.from(text)], size));
      expect(rows.map(seen)).toEqual([{ ...GOOD_RECORD, dropoff_zone: 'Café' }, { ...GOOD_RECORD, trip_id: '2' }]);
    }
    const [, last] = await readAll(Readable.from([Buffer.from(text)]));
    expect(seen(last)).toEqual({ ...GOOD_RECORD, trip_id: '2' });
  });

  test('may have quotes', async () => {
    const [row] = await readAll(fileOf([HEADER, GOOD.replace('Lenox Hill West', '"Times ""Sq"", West"')]));
    expect(seen(row)).toEqual({ ...GOOD_RECORD, pickup_zone: 'Times "Sq", West' });
  });

  test('leaves it to the schema to judge values', async () => {
    const rows = await readAll(fileOf([HEADER, goodBut('passengers', '-4'), goodBut('color', 'blue'), goodBut('fare', '1e9')]));
    expect(rows.map((row) => row.kind)).toEqual(['trip', 'trip', 'trip']);
  });

  test('has no broken row among real or generated ones', async () => {
    const file = process.env.TRIPS_FILE;
    const rows = await readAll(file ? createReadStream(file) : Readable.from(Array.from(generateTrips(REAL_TRIPS), (line) => Buffer.from(line))));
    expect(rows.filter((row) => row.kind === 'rejected')).toEqual([]);
    expect(rows).toHaveLength(REAL_TRIPS);
  });
});

describe('a broken row', () => {
  test.each([
    [goodBut('fare', 'seven'), 'fare must be a number such as 12 or 12.5, got "seven"'],
    [goodBut('tip', 'NaN'), 'tip must be a number such as 12 or 12.5, got "NaN"'],
    [goodBut('passengers', '01'), 'passengers must be a number such as 12 or 12.5, got "01"'],
    [goodBut('distance', '.5'), 'distance must be a number such as 12 or 12.5, got ".5"'],
    [goodBut('pickup', ''), 'pickup must not be blank'],
    [goodBut('dropoff', '2019-03-10 02:30:00'), 'dropoff must be a time that New York\'s clocks show, got "2019-03-10 02:30:00", which they skipped that night'],
    [goodBut('pickup', 'soon').replace('7.0', 'x'),
      'pickup must be a New York local time such as 2019-03-23 20:21:09, got "soon"; fare must be a number such as 12 or 12.5, got "x"'],
    [`${GOOD},more`, `must have 14 cells as the header has, got 15: ${JSON.stringify(`${GOOD.slice(0, 60)}…`)}`],
    ['half a row', 'must have 14 cells as the header has, got 1: "half a row"'],
    ['a\u0000b', 'must have 14 cells as the header has, got 1: "a\\u0000b"'],
    [goodBut('fare', 'x'.repeat(5000)), `fare must be a number such as 12 or 12.5, got "${'x'.repeat(60)}…"`],
  ])('is reported: %.60s', async (row, problem) => {
    expect(await problemsOf(row)).toEqual([{ line: 2, problem }]);
  });

  test('is reported when it is not UTF-8', async () => {
    expect(await problemsOf(Buffer.from([0x61, 0xff, 0x62]))).toEqual([{ line: 2, problem: 'is not UTF-8, got "aÿb": save the file as UTF-8' }]);
  });

  test('is reported when its line has no end in sight, without being kept in memory', async () => {
    const endless = Readable.from([Buffer.from(`${HEADER}\n`), ...Array.from({ length: 100 }, () => Buffer.alloc(65536, 'x')), Buffer.from(`\n${GOOD}\n`)]);
    expect((await readAll(endless)).map(seen)).toEqual([
      { line: 2, problem: 'is 6553600 bytes long: at most 65536 are allowed' },
      { ...GOOD_RECORD, trip_id: '2' },
    ]);
  });

  test.each([
    ['a quote that never ends', goodBut('pickup_zone', '"Lenox Hill')],
    ['a quote in the middle', goodBut('pickup_zone', 'Lenox "Hill" West')],
    ['text behind a quote', goodBut('pickup_zone', '"Lenox"Hill')],
    ['too few cells', '1,2,3'],
    ['a time that does not exist', goodBut('pickup', '2019-03-10 02:00:00')],
  ])('leaves its neighbours alone: %s', async (_name, broken) => {
    const rows = await readAll(fileOf([HEADER, GOOD, broken, '', GOOD, broken, GOOD]));
    expect(rows.map((row) => (row.kind === 'trip' ? row.trip.tripId : `line ${row.line}`))).toEqual(['1', 'line 3', '3', 'line 6', '5']);
  });
});

describe('a file that is none of trips', () => {
  test.each([
    ['without a byte', [], 'is empty: it must have a header and at least one trip'],
    ['of blank lines', ['', ' ', ''], 'is empty: it must have a header and at least one trip'],
    ['with a header alone', [HEADER, ''], 'has a header and no trip: it must have at least one'],
  ])('fails %s', async (_name, lines, message) => {
    await expect(readAll(fileOf(lines))).rejects.toThrow(message);
  });

  test('fails with another header, and says what it lacks and what nobody knows', async () => {
    const other = HEADER.replace('tolls,', '').replace('color', 'colour').replace('payment', 'tip');
    await expect(readAll(fileOf([other, GOOD]))).rejects.toThrow(
      /^header must name the columns pickup, dropoff, .* and may name pickup_longitude, .*, got "pickup,.*": it lacks tolls, color, payment, has unknown "colour", names twice "tip"$/);
  });

  test('fails without a header', async () => {
    await expect(readAll(fileOf([GOOD, GOOD]))).rejects.toThrow(/^header must name the columns .* it lacks pickup, dropoff, /);
  });

  test.each([[Buffer.from([0xff, 0xfe, 0x00]), /^header is not UTF-8/], ['"pickup', /^header must be a line of CSV/]])('fails with the header %p', async (line, message) => {
    await expect(readAll(fileOf([line, GOOD]))).rejects.toThrow(message);
  });

  test('hands over the error of what it is read from', async () => {
    await expect(readAll(createReadStream('/no/such/file.csv'))).rejects.toThrow('ENOENT');
  });
});
