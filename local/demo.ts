import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './error-text';
import { DEMO_HELP, parseDemoOptions, reportFileOf } from './options/demo-options';
import { exampleFor } from './options/example';
import { checkReadable } from './options/files';
import { checkSource } from './pipeline/check';
import { run, type Run } from './pipeline/run';
import { LOGS, makeRunFolder } from './places';
import { Cleanup } from './processes/cleanup';
import { endOnSignals } from './processes/signals';
import { Progress } from './progress/progress';
import type { Report } from './report/report';
import { ReportFile } from './report/report-file';
import { toTable } from './report/table';
import { UsageError } from './usage-error';

// Node 20 is this project's floor; that the SDK will leave it behind is no news for a person who runs the demo.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const cleanup = new Cleanup();
let kept: number | undefined;
let reportFile: ReportFile | undefined;
let failure = 'the run was ended before it was done';

/** `npm run demo`. @returns the exit code. */
async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  const json = reportFileOf(argv);
  if (json !== undefined) {
    reportFile = new ReportFile(json);
    cleanup.add('the report', () => reportFile?.fail(failure));
  }
  const options = parseDemoOptions(argv, process.env);
  if (options.help) {
    console.log(DEMO_HELP);
    return 0;
  }
  const example = exampleFor(options);
  if (options.poison > 0 && example.poison === undefined) {
    throw new UsageError(`--poison: ${join(example.folder, 'local-run.json')} has no poison command that puts broken records`);
  }
  if (options.compressed && example.compressed === undefined) {
    throw new UsageError(`--compressed: ${join(example.folder, 'local-run.json')} has no compressed command that puts records compressed`);
  }
  if (options.trips !== undefined) checkReadable('--trips', options.trips);
  await checkSource(cleanup, example, options);
  const folder = makeRunFolder();
  cleanup.add('the folder of this run', () => rmSync(folder, { recursive: true, force: true }));
  const done = await run(cleanup, new Progress(), options, example, folder);
  show(done.report);
  const code = done.report.ok ? 0 : 1;
  if (options.keep) await keepRunning(done, code);
  return code;
}

function show(report: Report): void {
  console.log(`\n${toTable(report)}\n`);
  for (const reason of report.reasons ?? []) console.error(`not ok: ${reason}`);
  console.log(report.ok ? 'ok: every record is accounted for' : 'the sums do not agree');
  reportFile?.write(report);
}

async function keepRunning({ endpoint, search, outputs }: Run, code: number): Promise<void> {
  kept = code;
  console.log(`\nStill running, until Ctrl-C:
  AWS_ENDPOINT_URL=${endpoint} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=test
  stream ${outputs.get('StreamName')}
  ${'endpoint' in search ? `OpenSearch http://${search.endpoint}` : 'no search'}
  logs ${LOGS}`);
  await new Promise(() => setInterval(() => undefined, 60_000));
}

endOnSignals(cleanup, (code) => kept ?? code);
main()
  .catch((error: unknown) => {
    // what fails because the run is ending is no news
    if (!cleanup.ending) {
      console.error(error instanceof UsageError ? error.message : `failed: ${messageOf(error)}`);
      failure = messageOf(error);
    }
    return 1;
  })
  .then(async (code) => {
    if (cleanup.ending) return;
    await cleanup.run();
    process.exit(code);
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
