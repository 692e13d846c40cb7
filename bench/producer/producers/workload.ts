export interface WorkloadRecord {
  readonly partitionKey: string;
  readonly data: Buffer;
}

/** The workload that `sink/workload.go` calls windows: each record's data is a view on one text of random letters. */
export function makeRecords(count: number, recordBytes: number): WorkloadRecord[] {
  const text = randomLetters(count + recordBytes);
  return Array.from({ length: count }, (_, n) => {
    return { partitionKey: `pk-${String(n).padStart(6, '0')}`, data: text.subarray(n, n + recordBytes) };
  });
}

const MODULUS = 2 ** 31;

function randomLetters(length: number): Buffer {
  const text = Buffer.alloc(length);
  let state = 42;
  for (let n = 0; n < length; n++) {
    state = (Math.imul(state, 1103515245) + 12345) % MODULUS;
    if (state < 0) state += MODULUS;
    text[n] = 0x61 + (Math.floor(state / 256) % 26);
  }
  return text;
}
