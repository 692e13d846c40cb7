import { AggregatedRecordEncoder, decode, isAggregated, UserRecord } from '../../../runtime/kpl-format';

const text = (value: string) => Buffer.from(value, 'utf8');
const outer = (data: Uint8Array): UserRecord => ({ partitionKey: 'outer', data });

function encode(records: readonly UserRecord[]): Uint8Array {
  const encoder = new AggregatedRecordEncoder();
  for (const record of records) encoder.add(record);
  return encoder.encode();
}

function readable(records: readonly UserRecord[]): string[] {
  return records.map(({ partitionKey, explicitHashKey, data }) => `${partitionKey}|${explicitHashKey ?? ''}|${Buffer.from(data).toString('utf8')}`);
}

/** Aggregates that others published, and the user records they say are inside. */
const VECTORS: Record<string, { bytes: Buffer; records: UserRecord[] }> = {
  // github.com/awslabs/kinesis-aggregation (Ruby port of the KPL aggregator): spec of the aggregator
  'with explicit hash keys': {
    bytes: Buffer.from([
      '84mawgokZmMwM2RkODgtM2U3OS00NDhhLWIwMWEtN2NmMWJkNDdiNzg0CiRjYWU0MWIxYy1lYTYxLTQz',
      'ZjItOTBiZS1iODc1NWViZjg4ZTIKJGQ0OTA2OTBjLWU3NGQtNGRiMi1hM2M4LWQ4ZjJmMTg0ZmQyMwokYzkyNGJjMDktYjg1ZS00N2',
      'YxLWIzMmUtMzM2NTIyZWU1M2M4EiYzODQ4NjQ5NTg2NzUwODM5OTA3ODE1OTcyMzg0NjA1MTgwNzAyMBInMTkzNzg3NjAwMDM3Njgx',
      'NzA2OTUyMTQzMzU3MDcxOTE2MzUyNjA0EicyNjY4ODA0MzY5NjQ5MzI0MjQyNjU0NjY5MTY3MzQwNjg2ODQ0MzkSJzMzOTYwNjYwMD',
      'k0Mjk2NzM5MTg1NDYwMzU1MjQwMjAyMTg0NzI5MhomCAAQABogUkVDT1JEIDIyIHBlZW9iaGN6YnpkbXNrYm91cGd5cQoaJggBEAEa',
      'IFJFQ09SRCAyMyB1c3dreGZ0eHJvZXVzc2N4c2pobm8KGiYIAhACGiBSRUNPUkQgMjQgY2FzZWhkZ2l2ZmF4ZXVzdGx5c3p5ChomCA',
      'MQAxogUkVDT1JEIDI1IG52ZmZ2cG11b2dkb3BqaGFtZXZyawpRwVPQ3go0yp4Y6kvM0q3V',
    ].join(''), 'base64'),
    records: [
      {
        partitionKey: 'fc03dd88-3e79-448a-b01a-7cf1bd47b784',
        explicitHashKey: '38486495867508399078159723846051807020',
        data: text('RECORD 22 peeobhczbzdmskboupgyq\n'),
      },
      {
        partitionKey: 'cae41b1c-ea61-43f2-90be-b8755ebf88e2',
        explicitHashKey: '193787600037681706952143357071916352604',
        data: text('RECORD 23 uswkxftxroeusscxsjhno\n'),
      },
      {
        partitionKey: 'd490690c-e74d-4db2-a3c8-d8f2f184fd23',
        explicitHashKey: '266880436964932424265466916734068684439',
        data: text('RECORD 24 casehdgivfaxeustlyszy\n'),
      },
      {
        partitionKey: 'c924bc09-b85e-47f1-b32e-336522ee53c8',
        explicitHashKey: '339606600942967391854603552402021847292',
        data: text('RECORD 25 nvffvpmuogdopjhamevrk\n'),
      },
    ],
  },
  'with the same key in both tables': {
    bytes: Buffer.from(
      'f3899ac20a03666f6f0a036261721203666f6f12036261721a0b080010011a0564617461311a0b080010011a0564617461326338f174dbbf14506cacdddc9314ee37', 'hex'),
    records: [
      { partitionKey: 'foo', explicitHashKey: 'bar', data: text('data1') },
      { partitionKey: 'foo', explicitHashKey: 'bar', data: text('data2') },
    ],
  },
  'with one partition key': {
    bytes: Buffer.from(
      '84mawgoCcDEaGAgAGhQwMTIzNDU2Nzg5MDEyMzQ1NjdfQRoYCAAaFDAxMjM0NTY3ODkwMTIzNDU2N19CGhgIABoUMDEyMzQ1Njc4OTAxMjM0NTY3X0NHjL02iyRk3D+kO2UC2X6u',
      'base64'),
    records: ['A', 'B', 'C'].map((letter) => ({ partitionKey: 'p1', data: text(`012345678901234567_${letter}`) })),
  },
  'with three partition keys': {
    bytes: Buffer.from([
      '84mawgoEcGstMAoEcGstMQoEcGstMhoTCAAaD3sibXNnIjoibGluZTAifRoTCAEaD3sibXNnIjoi',
      'bGluZTEifRoTCAIaD3sibXNnIjoibGluZTIifZ8hyadI+v2KZPZrUGim6cQ=',
    ].join(''), 'base64'),
    records: [0, 1, 2].map((n) => ({ partitionKey: `pk-${n}`, data: text(`{"msg":"line${n}"}`) })),
  },
};

describe('published aggregates', () => {
  test.each(Object.entries(VECTORS))('%s are decoded', (_, { bytes, records }) => {
    expect(isAggregated(bytes)).toBe(true);
    expect(readable(decode(outer(bytes)))).toEqual(readable(records));
  });

  // its writer put "foo" in the table of hash keys without using it, which an encoder of records cannot ask for
  const CANONICAL = Object.entries(VECTORS).filter(([name]) => name !== 'with the same key in both tables');
  test.each(CANONICAL)('%s are encoded byte for byte', (_, { bytes, records }) => {
    expect(Buffer.from(encode(records)).toString('hex')).toBe(bytes.toString('hex'));
  });

  test('a real aggregate of the KPL has a key that no record uses', () => {
    const message = '{"data":"this is ping message"}\n';
    const bytes = Buffer.concat([
      Buffer.from('f3899ac20a01610a20', 'hex'), text('34b94c1e237327cef7d12ee806b8b286'),
      ...Array.from({ length: 13 }, () => Buffer.concat([Buffer.from('1a2408011a20', 'hex'), text(message)])),
      Buffer.from('8ed8d0c14b003c2d35769582feb8b334', 'hex'),
    ]);
    expect(readable(decode(outer(bytes)))).toEqual(Array.from({ length: 13 }, () => `34b94c1e237327cef7d12ee806b8b286||${message}`));
  });

  test('the sample event of awslabs/kinesis-aggregation: a hundred records have the checksum it prints', () => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyz';
    const backward = [...alphabet].reverse().join('');
    const encoded = Buffer.from(encode(Array.from({ length: 100 }, (_, n) => ({
      partitionKey: 'abc',
      explicitHashKey: '191415658344158766168031473277922803570',
      data: text(n % 2 === 0 ? alphabet : backward),
    }))));
    expect(encoded.subarray(0, 9).toString('base64')).toBe('84mawgoDYWJj');
    expect(encoded.subarray(-16).toString('base64')).toBe('0I8WvwEDJiGD4YsiKIfUOw==');
  });
});
