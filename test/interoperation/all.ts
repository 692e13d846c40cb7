import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordKpl } from './kpl-recording';
import { produce, toReaderLine } from './produced';
import { Reader, READERS } from './readers';
import { interoperableRecords } from './user-records';

/** Gives what our producer wrote to a reader of another language. @returns what it found otherwise */
function differences(reader: Reader, lines: readonly string[], folder: string): string[] {
  const expected = interoperableRecords().map(reader.show).sort();
  const found = reader.read(lines, folder).sort();
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `missing: ${line.slice(0, 120)}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `unexpected: ${line.slice(0, 120)}`),
    ...(found.length === expected.length ? [] : [`${found.length} records found, ${expected.length} put`]),
  ];
}

/** `npm run interoperation`: needs Python, Java and Maven, and their registries. */
async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.some((word) => word !== '--record-kpl')) {
    throw new Error(`unknown option ${words.join(' ')}: allowed is --record-kpl, which makes the Kinesis Producer Library's records anew`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'interoperation-'));
  try {
    if (words.length > 0) await recordKpl(folder);
    const forms = { 'records': await produce(), 'compressed records': await produce({ codec: 'gzip' }) };
    let failed = 0;
    for (const [form, produced] of Object.entries(forms)) {
      const lines = produced.map(toReaderLine);
      for (const reader of READERS) {
        const found = differences(reader, lines, folder);
        if (found.length > 0) failed++;
        console.log(`${found.length === 0 ? 'ok    ' : 'FAILED'}  ${reader.name}: ${interoperableRecords().length} ${form} in ${lines.length}`);
        for (const difference of found.slice(0, 10)) console.log(`        ${difference}`);
      }
    }
    console.log(`${Object.keys(forms).length * READERS.length - failed} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
