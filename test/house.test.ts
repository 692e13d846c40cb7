import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const packageJson = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'runtime', 'local', 'examples', 'bench', 'test', 'projenrc'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|py|java|go)$/.test(file) && fs.existsSync(path.join(ROOT, file)));

function lines(file: string): number {
  return fs.readFileSync(path.join(ROOT, file), 'utf8').split('\n').length - 1;
}

describe('the house', () => {
  test('has no room above 400 lines', () => {
    expect(sources.filter((file) => lines(file) > 400)).toEqual([]);
  });

  test('has a median room of at most 100 lines in what is published', () => {
    const sizes = sources.filter((file) => /^(src|runtime)\//.test(file)).map(lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(100);
  });

  test('silences neither the compiler nor the linter', () => {
    const silencers = new RegExp(['@ts-', 'eslint-'].map((prefix) => `${prefix}(ignore|nocheck|disable)`).join('|'));
    expect(sources.filter((file) => silencers.test(fs.readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([]);
  });

  test('brings no runtime dependency and two peers', () => {
    expect(packageJson.dependencies ?? {}).toEqual({});
    expect(packageJson.peerDependencies).toEqual({ 'aws-cdk-lib': '^2.260.0', 'constructs': '^10.5.1' });
  });

  test('uses no alpha module', () => {
    expect(Object.keys(packageJson.devDependencies).filter((name) => name.endsWith('-alpha'))).toEqual([]);
  });
});
