import { parseArgs } from 'node:util';
import { messageOf } from '../../local/error-text';
import { checkWritable } from '../../local/options/files';
import { UsageError } from '../../local/usage-error';

const MOST_INPUTS = 1_000_000_000;
const MOST_SEED = 2 ** 31 - 1;

export interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  readonly json?: string;
}

/**
 * Reads the arguments of a fuzz command.
 *
 * @param countOption what the command calls the number of its inputs
 * @returns undefined when only help was asked for
 * @throws UsageError naming the option and what is allowed
 */
export function readFuzzOptions(countOption: string, defaultSeed: string, help: string): FuzzOptions | undefined {
  const values = parse(countOption, help);
  if (values.help === true) return undefined;
  const { [countOption]: count = '1000000', seed = defaultSeed, json } = values;
  const options = {
    count: wholeNumber(`--${countOption}`, String(count), MOST_INPUTS),
    seed: wholeNumber('--seed', String(seed), MOST_SEED),
    json: json === undefined ? undefined : String(json),
  };
  if (options.json !== undefined) checkWritable('--json', options.json);
  return options;
}

function parse(countOption: string, help: string): { readonly [option: string]: string | boolean | undefined } {
  try {
    return parseArgs({
      options: { [countOption]: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n${help}`);
  }
}

function wholeNumber(option: string, text: string, greatest: number): number {
  const value = Number(text);
  if (!/^[1-9]\d*$/.test(text) || value > greatest) throw new UsageError(`${option} must be a whole number from 1 to ${greatest}, got '${text}'`);
  return value;
}
