import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where every checkov finding that stays is explained. */
export const EXPLANATIONS = join(__dirname, 'checkov-findings.md');

/** The rules that the page explains: the first column of its tables. */
export function explainedRules(): Set<string> {
  return new Set([...readFileSync(EXPLANATIONS, 'utf8').matchAll(/^\| (CKV2?_\w+) \|/gm)].map(([, rule = '']) => rule));
}
