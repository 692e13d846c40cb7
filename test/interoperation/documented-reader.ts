import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '..', '..', 'docs', 'compressed-records.md');

/** The reader of compressed blocks that the page has in a language, as it stands there. */
export function documentedReader(language: 'python' | 'java'): string {
  const [, code, ...others] = readFileSync(PAGE, 'utf8').split(new RegExp(`^\`\`\`${language}\\n`, 'm')).map((part) => part.split(/^```$/m)[0]);
  if (code === undefined || others.length > 0) throw new Error(`${PAGE} must have one reader in ${language}, got ${others.length}`);
  return code;
}
