import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..', '..');
/** Lines of the table in the README, by what the chart calls them. */
const LINES: Readonly<Record<string, string>> = {
  'Kinesis Producer Library 1.1.1': 'Kinesis Producer Library',
  'this producer, put': 'this producer, promises',
  'this producer, putMany': 'this producer, receipts',
};

function charted(name: string): string[] {
  const chart = readFileSync(join(PROJECT, 'docs', 'producer-cpu.svg'), 'utf8');
  return [...chart.matchAll(/text-anchor="end">([^<]+)<\/text>\s*<rect [^>]*>\s*<text [^>]*>([\d.]+)/g)].filter(([, label]) => label === name).map(([,, value]) => value);
}

function tabulated(name: string): string[] | undefined {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8').split('\n');
  return readme.find((line) => line.startsWith(`| ${name} |`))?.split('|').slice(2, -1).map((cell) => cell.trim());
}

test.each(Object.entries(LINES))('the README says of %s what the chart shows', (label, line) => {
  expect(charted(label)).toHaveLength(4);
  expect(tabulated(line)).toEqual(charted(label));
});
