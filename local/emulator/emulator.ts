import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, PROJECT } from '../places';
import { ACCOUNT, REGION, SECRET } from './account';
import type { Cleanup } from '../processes/cleanup';
import { startOnFreePort } from '../processes/server';

const LAUNCHER = join(PROJECT, 'local', 'emulator', 'launcher');

export interface Emulator {
  readonly endpoint: string;
  /** While this file exists, the streams are throttled. */
  readonly throttleFile: string;
  /** Types that were answered with an id and nothing behind it, so far. */
  stubbedTypes(): string[];
}

export interface EmulatorOptions {
  /** Address of the OpenSearch that stands for every domain; without one, what speaks to a domain is stubbed. */
  readonly search?: string;
  /** Enforce policies. @default false */
  readonly auth?: boolean;
}

/**
 * Starts the emulator. The functions it runs inherit its environment, so it gets nothing of ours.
 */
export async function startEmulator(cleanup: Cleanup, python: string, runFolder: string, options: EmulatorOptions = {}): Promise<Emulator> {
  const { search, auth = false } = options;
  const stubs = join(runFolder, 'stubbed-types.json');
  const throttleFile = join(runFolder, 'throttle');
  const environment = (port: number): { [name: string]: string } => ({
    PATH: process.env.PATH ?? '',
    HOME: runFolder,
    TMPDIR: runFolder,
    NODE_PATH: join(PROJECT, 'node_modules'),
    PYTHONDONTWRITEBYTECODE: '1',
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: SECRET,
    S3_DATA_DIR: join(runFolder, 's3'),
    STATE_DIR: join(runFolder, 'state'),
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    STUBBED_TYPES_FILE: stubs,
    THROTTLE_FILE: throttleFile,
    AUTH: String(auth),
    ...(search !== undefined && { MINISTACK_OPENSEARCH_ENDPOINT: search, SEARCH_PROTOCOL: 'http' }),
  });
  const { port } = await startOnFreePort(cleanup, (candidate) => ({
    name: 'emulator',
    command: python,
    arguments: [LAUNCHER],
    environment: environment(candidate),
    logFile: join(LOGS, 'emulator.log'),
    ready: () => isReady(candidate),
    secondsToReady: 60,
  }));
  return {
    endpoint: `http://127.0.0.1:${port}`,
    throttleFile,
    stubbedTypes: () => (existsSync(stubs) ? JSON.parse(readFileSync(stubs, 'utf8')) : []),
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_ministack/ready`, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
