import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { functionCode, FunctionName } from '../../src/private/function-code';

// the transform's bundle counts as not built
jest.mock('fs', () => {
  const actual = jest.requireActual<typeof fs>('fs');
  return { ...actual, existsSync: (file: string) => !/functions.transform/.test(file) && actual.existsSync(file) };
});

const config = { schemas: [{ index: 'trips', fields: ['trip_id'] }] };

function synthesized(name: FunctionName, configuration?: object): { readonly asset: string; readonly folder: string } {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new lambda.Function(stack, 'Function', { code: functionCode(name, configuration), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X });
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const key: string = resource.Properties.Code.S3Key;
  return { asset: key, folder: path.join(app.outdir, `asset.${path.basename(key, '.zip')}`) };
}

interface Staged {
  readonly asset: string;
  readonly staged: string[];
}

/** What a process of its own does in a temporary folder of its own, and what it leaves there. */
function inOwnProcess(configuration: object): Staged & { readonly left: string[] } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'own-'));
  try {
    const script = path.join(__dirname, 'stage-function.ts');
    const output = execFileSync(process.execPath, ['--import', 'tsx', script, JSON.stringify(configuration)], {
      env: { ...process.env, TMPDIR: folder }, cwd: path.join(__dirname, '..', '..'), encoding: 'utf8',
    });
    const answer: Staged = JSON.parse(output);
    return { ...answer, left: fs.readdirSync(folder).filter((name) => name.startsWith('streaming-analytics-')) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

describe('functionCode', () => {
  test('stages the bundle with its configuration beside it', () => {
    const { folder } = synthesized('indexer', config);
    expect(fs.readdirSync(folder).sort()).toEqual(['config.json', 'index.js']);
    expect(JSON.parse(fs.readFileSync(path.join(folder, 'config.json'), 'utf8'))).toEqual(config);
    expect(fs.readFileSync(path.join(folder, 'index.js'), 'utf8'))
      .toBe(fs.readFileSync(path.join(__dirname, '../../lib/functions/indexer/index.js'), 'utf8'));
  });

  test('stages the bundle alone without a configuration', () => {
    expect(fs.readdirSync(synthesized('studio-lifecycle').folder)).toEqual(['index.js']);
  });

  test('gives two apps in one process the same asset', () => {
    expect(synthesized('indexer', config).asset).toBe(synthesized('indexer', config).asset);
  });

  test('gives another configuration another asset', () => {
    expect(synthesized('indexer', config).asset).not.toBe(synthesized('indexer', { schemas: [] }).asset);
  });

  test('gives two processes with temporary folders of their own the same asset, and leaves nothing there', () => {
    const runs = [inOwnProcess(config), inOwnProcess(config)];
    for (const { asset, staged, left } of runs) {
      expect(asset).toBe(synthesized('indexer', config).asset);
      expect(staged).toHaveLength(1);
      expect(left).toEqual([]);
    }
    expect(runs[0].staged).not.toEqual(runs[1].staged);
  }, 60_000);

  test('fails with a bundle that has not been built', () => {
    expect(() => functionCode('transform')).toThrow(/^the bundled function transform is missing at .*transform: build the package before it is used/);
  });
});
