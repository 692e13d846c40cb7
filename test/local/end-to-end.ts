import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type DemoRun, interruptedDemo, runDemo } from './end-to-end/demo';
import { destroyFullBucket } from './end-to-end/full-bucket';
import { compareWithOracle, countWindows, installOracle } from './end-to-end/oracle';
import { pathWithoutJava } from './end-to-end/path-without-java';
import { generateTrips, WRONG_EVERY } from '../../examples/taxi/generator';

const GENERATED_TRIPS = 5000;
const FEW_TRIPS = 1200;
const POISON_RECORDS = 64;
const FEWEST_KINDS = 12;
/** What the demo says once Flink reads the stream. */
const STUDIO_RUNS = 'running on Flink';

/** Runs `npm run demo` as a person does, several times, and compares what has arrived with an oracle that is not the product's. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { trips: { type: 'string' } } });
  const folder = mkdtempSync(join(tmpdir(), 'end-to-end-'));
  const failures: string[] = [];
  let passed = 0;
  const check = (what: string, holds: boolean) => {
    console.log(`${holds ? '✓' : '✗'} ${what}`);
    if (holds) passed++;
    else failures.push(what);
  };
  try {
    const generated = write(join(folder, 'generated.csv'), generateTrips(GENERATED_TRIPS));
    const few = write(join(folder, 'few.csv'), generateTrips(FEW_TRIPS));
    const trips = values.trips === undefined ? generated : resolve(values.trips);
    await installOracle();

    const taxi = await runDemo(join(folder, 'taxi'), ['--trips', trips]);
    checkSums('taxi', taxi, trips, check);
    checkLeft('taxi', taxi, check);
    check('taxi: curated rows, errors and documents are those of the file', compareWithOracle(trips, taxi.exported));
    checkDestroyed('taxi', taxi, check);
    const tampered = write(join(folder, 'tampered.csv'), tamper(readFileSync(trips, 'utf8')));
    check('the oracle sees one changed amount', !compareWithOracle(tampered, taxi.exported));

    const compressed = await runDemo(join(folder, 'compressed'), ['--trips', few, '--compressed']);
    checkCompressed(compressed, check);
    check('compressed: curated rows, errors and documents are those of the file', compareWithOracle(few, compressed.exported));

    const poisoned = await runDemo(join(folder, 'poisoned'), ['--records', String(GENERATED_TRIPS), '--poison', String(POISON_RECORDS), '--auth']);
    checkPoison(poisoned, check);

    const faulty = await runDemo(join(folder, 'faulty'), ['--trips', generated, '--faults']);
    checkFaults(faulty, check);
    check('faults: curated rows, errors and documents are those of the file', compareWithOracle(generated, faulty.exported, ['--redriven']));

    const variant = await runDemo(join(folder, 'variant'), ['--example', 'test/local/variant', '--trips', few], { VARIANT: 'search' });
    checkSums('variant', variant, few, check);
    check('variant: curated rows, errors and documents are those of the file', compareWithOracle(few, variant.exported));
    check('variant: objects lie under the prefix of the app', variant.files.some((file) => /^curated-bucket\/moved\/here\/year=.*\.gz$/.test(file)));
    checkDestroyed('variant', variant, check);
    check('variant: nothing lies anywhere else', variant.files.every((file) => /^(curated-bucket\/(moved\/here|refused)\/|documents\.ndjson)/.test(file)));

    const partitioned = await runDemo(join(folder, 'partitioned'), ['--example', 'test/local/partitioned', '--trips', few]);
    const { records = 0, errors = 0 } = partitioned.report?.curated ?? {};
    check('partitioned: exit code 0, and every record in one place', partitioned.code === 0 && records > 0 && records + errors === FEW_TRIPS);
    check('partitioned: objects lie under the colour and the day of the trip, and what came under raw/', partitioned.files.every((file) =>
      /^curated-bucket\/(errors\/|raw\/year=|taxi_trips\/color=(yellow|green)\/year=2019\/month=\d\d\/day=\d\d\/[^/]+\.parquet$)/.test(file)));
    check('partitioned: records are also kept as they came', partitioned.files.some((file) => file.startsWith('curated-bucket/raw/')));

    check('partitioned: at the end the stack is deleted, and its data retained', (partitioned.report?.destroyed?.retained ?? 0) > 0);

    for (const [shards, options] of [['1', []], ['4', ['--auth']]] as const) {
      const asked = ['--example', 'test/local/sharded', '--trips', trips, '--studio', ...options];
      const studio = await runDemo(join(folder, `studio-${shards}`), asked, { SHARDS: shards });
      checkInsights(`studio on ${shards} shards`, studio, trips, check);
      checkLeft(`studio on ${shards} shards`, studio, check);
    }

    const withoutJava = await runDemo(join(folder, 'without-java'), ['--trips', few], { PATH: pathWithoutJava(join(folder, 'programs')) });
    check('without Java: the run is ok and says that search is left out', withoutJava.code === 0 && 'leftOut' in (withoutJava.report?.search ?? {}));
    check('without Java: curated rows and errors are those of the file', compareWithOracle(few, withoutJava.exported, ['--without-documents']));

    const full = await destroyFullBucket(join(folder, 'full'));
    check(`a bucket that nobody has emptied is not deleted (${full})`, full.includes('DELETE_FAILED') && full.includes('not empty'));

    const interruptions: [string, string[], string][] = [['in the middle', [], 'stack created'], ['while Flink runs', ['--studio'], STUDIO_RUNS]];
    for (const [when, options, said] of interruptions) {
      const { code, left } = await interruptedDemo(join(folder, `interrupted-${options.length}`), ['--trips', generated, ...options], said);
      check(`Ctrl-C ${when}: exit code 130 (it was ${code})`, code === 130);
      check(`Ctrl-C ${when}: nothing is left (${left.join(', ') || 'nothing'})`, left.length === 0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const failure of failures) console.error(`failed: ${failure}`);
  console.log(`local run: ${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

function checkLeft(name: string, { left }: DemoRun, check: (what: string, holds: boolean) => void): void {
  check(`${name}: no process and no file is left (${left.join(', ') || 'none'})`, left.length === 0);
}

function checkDestroyed(name: string, { report }: DemoRun, check: (what: string, holds: boolean) => void): void {
  const destroyed = report?.destroyed;
  check(`${name}: its functions have emptied its buckets (${destroyed?.objectsDeleted} objects), and nothing is kept`,
    destroyed !== undefined && destroyed.objectsDeleted > 0 && destroyed.retained === 0 && destroyed.resources > 0);
}

function checkSums(name: string, { code, report }: DemoRun, trips: string, check: (what: string, holds: boolean) => void): void {
  const rows = readFileSync(trips, 'utf8').trimEnd().split('\n').length - 1;
  check(`${name}: exit code 0 and ok`, code === 0 && report?.ok === true);
  if (report?.ok !== true || 'leftOut' in report.search) {
    check(`${name}: a report with search`, false);
    return;
  }
  const { stream, transform, curated, search } = report;
  check(`${name}: all ${rows} rows were read and acknowledged`, report.trips.read === rows && report.trips.acknowledged === rows);
  check(`${name}: really aggregated (${stream.records} Kinesis records)`, stream.records * 10 <= rows && stream.userRecords === rows);
  check(`${name}: transformed and written in batches (${transform.invocations} invocations, ${curated.objects} objects)`,
    transform.invocations > 0 && transform.invocations * 20 <= rows && curated.objects > 0 && curated.objects * 20 <= rows);
  check(`${name}: every record in one place`, curated.records + curated.errors === rows && search.documents === curated.records && search.deadLetters === 0);
}

function checkCompressed({ code, report, files }: DemoRun, check: (what: string, holds: boolean) => void): void {
  check('compressed: exit code 0 and ok', code === 0 && report?.ok === true);
  const { stream = { records: 0, userRecords: 0 }, curated = { records: 0, errors: 0 } } = report ?? {};
  const wrong = Math.floor(FEW_TRIPS / WRONG_EVERY);
  check(`compressed: every record in one place (${curated.records} curated, ${curated.errors} errors)`,
    stream.userRecords === FEW_TRIPS && curated.records === FEW_TRIPS - wrong && curated.errors === wrong && wrong > 0);
  const kept = files.filter((file) => /^curated-bucket\/errors\/transform\/.*\.json$/.test(file));
  const failed = files.filter((file) => file.includes('processing-failed'));
  check('compressed: what the schema rejects is kept alone, and no block fails whole', kept.length > 0 && failed.length === 0);
}

function checkPoison({ code, report }: DemoRun, check: (what: string, holds: boolean) => void): void {
  check('poison, policies enforced: exit code 0 and ok', code === 0 && report?.ok === true);
  const { poison, poisonByKind = {}, curated, search } = report ?? {};
  if (poison === undefined || curated === undefined || search === undefined || 'leftOut' in search) {
    check('poison: a report that says where it has ended', false);
    return;
  }
  const { sent, errorObjects, deadLetters, indexed, unaccounted } = poison;
  check(`poison: all ${sent} records are in one place: ${errorObjects} errors, ${deadLetters} dead letters, ${indexed} documents`,
    sent === POISON_RECORDS && unaccounted === 0 && errorObjects + deadLetters + indexed === sent);
  check('poison: there is some in every place', Math.min(errorObjects, deadLetters, indexed) > 0);
  check(`poison: of ${Object.keys(poisonByKind).length} kinds`, Object.keys(poisonByKind).length >= FEWEST_KINDS);
  const wrong = Math.floor(GENERATED_TRIPS / WRONG_EVERY);
  check('poison: its neighbours have arrived', curated.errors - errorObjects === wrong && search.documents - indexed === GENERATED_TRIPS - wrong);
}

function checkFaults({ code, report }: DemoRun, check: (what: string, holds: boolean) => void): void {
  check('faults: exit code 0 and ok', code === 0 && report?.ok === true);
  const { faults = [], redriven = 0, lost, duplicates } = report ?? {};
  for (const { name, seconds, hits } of faults) check(`faults: ${name} for ${seconds} seconds, met ${hits} times`, hits > 0);
  check(`faults: ${faults.length} kinds, ${redriven} records redriven`, faults.length === 5 && redriven > 0);
  check('faults: nothing is lost, and nothing is there twice', lost === 0 && duplicates === 0);
}

function checkInsights(name: string, { code, report }: DemoRun, file: string, check: (what: string, holds: boolean) => void): void {
  const { windows, trips } = countWindows(file);
  const { insights } = report ?? {};
  check(`${name}: exit code 0 and ok`, code === 0 && report?.ok === true);
  check(`${name}: ${insights?.windows} windows with ${insights?.trips} trips, as the oracle counts`, windows > 0 && insights?.windows === windows && insights.trips === trips);
}

/** Adds a cent to the tip of the first trip. */
function tamper(csv: string): string {
  const [header = '', first = '', ...rest] = csv.split('\n');
  const cells = first.split(',');
  const tip = header.split(',').indexOf('tip');
  cells[tip] = (Number(cells[tip]) + 0.01).toFixed(2);
  return [header, cells.join(','), ...rest].join('\n');
}

function write(file: string, lines: Iterable<string>): string {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, [...lines].join(''));
  return file;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
