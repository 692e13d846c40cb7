import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { HttpKinesis } from '../../runtime/producer/http-kinesis';

const ROOT = join(__dirname, '../../..');

let kinesis: HttpKinesis;
let container: ChildProcess;

afterEach(async () => {
  container.kill('SIGKILL');
  await kinesis.close();
});

test('SIGTERM ends a container when every record it has taken is delivered', async () => {
  kinesis = new HttpKinesis();
  // two failed attempts take longer than it takes to send the signal
  kinesis.answers = [1, 2].map(() => ({ status: 500, body: { __type: 'InternalFailure', message: 'broken' } }));
  container = spawn(process.execPath, ['--import', 'tsx', 'examples/producer/container.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: 'tsconfig.dev.json',
      STREAM_NAME: 'trips',
      PORT: '0',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_KINESIS: await kinesis.listen(),
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
  });
  const exited = once(container, 'exit');
  const [line]: Buffer[] = await once(container.stdout ?? container, 'data');
  const port = /\d+/.exec(line.toString())?.[0];
  const answers = Promise.all(Array.from({ length: 10 }, async (_, n) => (await fetch(`http://127.0.0.1:${port}/key`, { method: 'POST', body: `record ${n}` })).status));
  while (!kinesis.calls.some(({ operation }) => operation === 'PutRecords')) await new Promise((resolve) => setTimeout(resolve, 5));
  container.kill('SIGTERM');
  const statuses = await answers;
  expect(statuses).toEqual(new Array(10).fill(204));
  expect(await exited).toEqual([0, null]);
  expect(kinesis.delivered.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `record ${n}`));
  await expect(fetch(`http://127.0.0.1:${port}/key`, { method: 'POST', body: 'late' })).rejects.toThrow('fetch failed');
}, 60_000);
