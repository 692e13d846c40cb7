import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { readAssembly } from '../../../local/deploy/assembly';

const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a stack is read with its template and its assets', () => {
  const app = new App({ outdir: folder });
  const stack = new Stack(app, 'One', { stackName: 'renamed' });
  new Bucket(stack, 'Bucket');
  new Asset(stack, 'Asset', { path: __filename });
  new Stack(app, 'Two');
  app.synth();
  for (const name of ['One', 'renamed']) {
    const assembly = readAssembly(folder, name);
    expect(Object.values(assembly.template.Resources).map(({ Type }) => Type)).toContain('AWS::S3::Bucket');
    expect(assembly.assets.map(({ source }) => source.packaging)).toEqual(['file', 'file']);
    expect(assembly.templateUrl).toMatch(/^s3:\/\/.*\.json$/);
  }
  expect(() => readAssembly(folder, 'Three')).toThrow("the app has no stack 'Three': it has 'One', 'Two'");
});

test('a stack that waits for look-ups in an account is refused', () => {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({
    artifacts: { One: { type: 'aws:cloudformation:stack', properties: { templateFile: 'One.template.json' } } }, missing: [{ key: 'availability-zones' }],
  }));
  expect(() => readAssembly(folder, 'One')).toThrow('the app looks up availability-zones in an AWS account');
});

test('an app that writes elsewhere is told so', () => {
  expect(() => readAssembly(join(folder, 'none'), 'One')).toThrow('it must take its output folder from CDK_OUTDIR');
});
