import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Token } from 'aws-cdk-lib';
import { Problems } from '../private/problems';

const EXTENSIONS = ['.js', '.cjs', '.mjs'];
const EXPORTS = [
  /\bexports\s*\.\s*hook\s*=/,
  /\bexports\s*\[\s*['"`]hook['"`]\s*\]\s*=/,
  /\bmodule\s*\.\s*exports\s*=\s*\{[^}]*\bhook\b/,
  /\bexport\s+(?:async\s+)?function\s*\*?\s*hook\b/,
  /\bexport\s+(?:const|let|var)\s+hook\b/,
  /\bexport\s*\{[^}]*\bhook\b/,
];
/** Relative files that a file loads for certain: by a module's import, or by a `require` that stands at the beginning of a line, in no function. */
const RELATIVE_FILE = [
  /^(?:import|export)\b(?:[\w\s{},*$]*\bfrom)?\s*(['"])(\.{1,2}\/[^'"\n]*)\1/m,
  /^(?:(?:const|let|var)\s[\w\s{},:$]+=\s*)?require\(\s*(['"])(\.{1,2}\/[^'"\n]*)\1/m,
];

/** A user's file that the transform function calls for each valid record. It is read at synthesis and never run. */
export class TransformHook {
  constructor(private readonly file: string) {}

  /** The file, where it lies in the function's asset. */
  public get asset(): { readonly [name: string]: string } {
    return { [this.assetName]: this.file };
  }

  public get assetName(): string {
    return `hook${path.extname(this.file)}`;
  }

  public check(problems: Problems): void {
    const problem = this.problem();
    problems.when(problem !== undefined, `transform: file of RecordTransform.withHook must be the path of a JavaScript file that exports a function 'hook', ${problem}`);
  }

  private problem(): string | undefined {
    const { file } = this;
    if (Token.isUnresolved(file)) return 'got a token: it is read at synthesis, so give the path itself';
    if (!EXTENSIONS.includes(path.extname(file))) return `got '${file}': allowed are ${EXTENSIONS.join(', ')}; compile TypeScript first`;
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return `got '${file}', which is no file: the path is taken from ${process.cwd()} unless it is absolute`;
    const syntaxError = syntaxErrorOf(file);
    if (syntaxError !== undefined) return `got '${file}', which is no JavaScript to the Node.js of this synthesis, ${process.version}: ${syntaxError}`;
    const source = fs.readFileSync(file, 'utf8');
    if (!EXPORTS.some((pattern) => pattern.test(source))) return `got '${file}', which exports none: end it with exports.hook = (record) => record`;
    const relative = RELATIVE_FILE.map((pattern) => pattern.exec(source)?.[2]).find((found) => found !== undefined);
    if (relative !== undefined) return `got '${file}', which loads '${relative}': only the file itself is copied beside the function, so bundle both into one file`;
    return undefined;
  }
}

/** What Node.js has against a file, which it only compiles. */
function syntaxErrorOf(file: string): string | undefined {
  const { status, stderr, error } = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  if (error) throw error;
  return status === 0 ? undefined : /^\w*Error: .*$/m.exec(stderr)?.[0] ?? stderr.trim();
}
