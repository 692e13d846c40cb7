import * as fs from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Lazy } from 'aws-cdk-lib';
import { surroundings, synthesize } from './delivery';
import { CuratedDelivery, RecordTransform } from '../../src';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(tmpdir(), 'hook-')); });
afterEach(() => fs.rmSync(folder, { recursive: true }));

function file(name: string, source: string): string {
  const at = path.join(folder, name);
  fs.writeFileSync(at, source);
  return at;
}

/** Files of the transform function's asset. */
function asset(transform: RecordTransform): { readonly [name: string]: string } {
  const { app, stack, props } = surroundings();
  new CuratedDelivery(stack, 'Delivery', { ...props, transform });
  const { directory } = app.synth();
  const [name] = fs.readdirSync(directory).filter((entry) => fs.existsSync(path.join(directory, entry, 'config.json')));
  return Object.fromEntries(fs.readdirSync(path.join(directory, name)).map((entry) => [entry, fs.readFileSync(path.join(directory, name, entry), 'utf8')]));
}

describe('RecordTransform.withHook', () => {
  test.each([
    ['mask.js', 'exports.hook = (record) => record;'],
    ['mask.js', '0 && (module.exports = {\n  hook\n});'],
    ['mask.js', 'exports["hook"] = async () => null;'],
    ['mask.cjs', 'module.exports = { hook(record) { return record; } };'],
    ['mask.mjs', 'export async function hook(record) { return record; }'],
    ['mask.mjs', 'const hook = () => null;\nexport { hook };'],
    ['mask.mjs', 'import { inflateSync } from "node:zlib";\nconst key = await Promise.resolve(1);\nexport const hook = () => inflateSync(key);'],
    ['mask.js', 'const { readFileSync } = require("fs");\n// const { mask } = require("./mask");\nexports.hook = () => readFileSync("./mask");'],
  ])('copies %s beside the function\'s code as it is: %s', (name, source) => {
    const files = asset(RecordTransform.withHook(file(name, source)));
    const copy = `hook${path.extname(name)}`;
    expect(Object.keys(files).sort()).toEqual(['config.json', copy, 'index.js']);
    expect(files[copy]).toBe(source);
    expect(JSON.parse(files['config.json'])).toMatchObject({ hook: copy, invalidRecords: 'ProcessingFailed' });
  });

  test('never runs the file', () => {
    expect(() => asset(RecordTransform.withHook(file('hook.js', 'exports.hook = 1; throw new Error("it ran");')))).not.toThrow();
  });

  test('takes the options of the standard transform, and keeps invalid records as that does', () => {
    const transform = RecordTransform.withHook(file('hook.js', 'exports.hook = 1;'), { memorySize: 1024 });
    synthesize({ transform }).template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 1024 });
    expect(transform._way.keepsInvalidRecords).toBe(true);
  });

  test.each([
    ['hook.js', 'exports.hook = (', `which is no JavaScript to the Node.js of this synthesis, ${process.version}: SyntaxError: `],
    ['hook.mjs', 'export function hook( {}', `which is no JavaScript to the Node.js of this synthesis, ${process.version}: SyntaxError: `],
    ['hook.js', 'module.exports = (record) => record;', 'which exports none: end it with exports.hook = (record) => record'],
    ['hook.js', '', 'which exports none'],
    ['hook.js', 'const { mask } = require(\'./mask\');\nexports.hook = mask;', 'which loads \'./mask\': only the file itself is copied beside the function, so bundle both into one file'],
    ['hook.cjs', 'require("../setup.js");\nexports.hook = 1;', 'which loads \'../setup.js\''],
    ['hook.mjs', 'import fs from "fs";\nimport {\n  mask,\n} from "./mask.mjs";\nexport const hook = mask;', 'which loads \'./mask.mjs\''],
    ['hook.mjs', 'export { hook } from \'./mask.mjs\';', 'which loads \'./mask.mjs\''],
    ['hook.ts', 'exports.hook = 1;', 'allowed are .js, .cjs, .mjs; compile TypeScript first'],
  ])('fails with %s that holds %j', (name, source, problem) => {
    const at = file(name, source);
    const message = `transform: file of RecordTransform.withHook must be the path of a JavaScript file that exports a function 'hook', got '${at}'`;
    expect(() => synthesize({ transform: RecordTransform.withHook(at) })).toThrow(message);
    expect(() => synthesize({ transform: RecordTransform.withHook(at) })).toThrow(problem);
  });

  test('fails with a file that is not there, with a folder, with a token, and names what else is wrong', () => {
    expect(() => synthesize({ transform: RecordTransform.withHook('nowhere/hook.js') })).toThrow(`got 'nowhere/hook.js', which is no file: the path is taken from ${process.cwd()}`);
    fs.mkdirSync(path.join(folder, 'hook.js'));
    expect(() => synthesize({ transform: RecordTransform.withHook(path.join(folder, 'hook.js')) })).toThrow('which is no file');
    const token = Lazy.string({ produce: () => 'hook.js' });
    expect(() => synthesize({ transform: RecordTransform.withHook(token, { memorySize: 1 }) }))
      .toThrow(/got a token: it is read at synthesis[^]*memorySize of RecordTransform.withHook must be an integer between 128 and 10240, got 1/);
  });
});
