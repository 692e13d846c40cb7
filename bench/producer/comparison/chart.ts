import { ProducerName, Row } from './row';

const NAMES: Readonly<Record<ProducerName, string>> = {
  'kpl': 'Kinesis Producer Library 1.1.1',
  'a8m': 'a8m/kinesis-producer (Go)',
  'plain': 'PutRecords, no aggregation',
  'aws-kinesis-agg': 'aws-kinesis-agg',
  'promises': 'this producer, put',
  'receipts': 'this producer, putMany',
};
const OURS: readonly ProducerName[] = ['promises', 'receipts'];

const WIDTH = 760;
const LABELS = 210;
const VALUES = 190;
const LINE = 22;
const BAR = 14;
const PANEL_GAP = 34;
const TOP = 96;

const STYLE = `
    text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
    .title { font-size: 16px; font-weight: 600; }
    .size { font-weight: 600; }
    .note { fill: #59636e; font-size: 12px; }
    .bar { fill: #afb8c1; }
    .ours { fill: #0969da; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; }
      .note { fill: #9198a1; }
      .bar { fill: #656c76; }
      .ours { fill: #4493f8; }
    }`;

/** A bar chart of the processor time each producer takes, one panel for each record size; readable on light and dark pages. */
export function toChart(rows: readonly Row[]): string {
  const parts: string[] = [];
  let y = TOP;
  for (const recordBytes of new Set(rows.map((row) => row.recordBytes))) {
    const panel = rows.filter((row) => row.recordBytes === recordBytes);
    const longest = Math.max(...panel.map(({ cpuSecondsPerMillion }) => cpuSecondsPerMillion));
    parts.push(`<text class="size" x="0" y="${y}">${recordBytes < 1024 ? `${recordBytes} B` : `${recordBytes / 1024} KiB`} a record</text>`);
    y += 8;
    for (const { producer, cpuSecondsPerMillion, wrongShard } of panel) {
      const length = (WIDTH - LABELS - VALUES) * cpuSecondsPerMillion / longest;
      parts.push(
        `<text x="${LABELS - 10}" y="${y + BAR - 2}" text-anchor="end">${NAMES[producer]}</text>`,
        `<rect class="${OURS.includes(producer) ? 'ours' : 'bar'}" x="${LABELS}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" rx="2"/>`,
        `<text x="${(LABELS + length + 6).toFixed(1)}" y="${y + BAR - 2}">${cpuSecondsPerMillion.toFixed(cpuSecondsPerMillion < 10 ? 2 : 1)}`
          + `${wrongShard > 0 ? ' <tspan class="note">on wrong shards</tspan>' : ''}</text>`,
      );
      y += LINE;
    }
    y += PANEL_GAP;
  }
  const height = y - PANEL_GAP + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Processor seconds per million records">
  <style>${STYLE}
  </style>
  <text class="title" x="0" y="16">Processor seconds per million records</text>
  <text class="note" x="0" y="37">Less is better; each panel has its own scale. Every record was checked at the other end.</text>
  <text class="note" x="0" y="54">“On wrong shards”: records are not where their partition key says. a8m also acknowledges nothing.</text>
  ${parts.join('\n  ')}
</svg>
`;
}
