import { statSync, readFileSync } from 'node:fs';
import type { CheckovFindings } from './checkov';
import type { Finding } from './finding';
import { acknowledgedPairs, acknowledgementFaults, acknowledgements, awsSolutions } from './nag';
import { PLANTED, type SynthesizedVariant } from './synthesized-variants';

const MOST_ACKNOWLEDGEMENTS = 20;
const MOST_CHECKOV = 10;
interface Budget {
  readonly resources?: number;
  readonly bytes?: number;
  readonly checkov?: number;
}

const BUDGETS: { readonly [variant: string]: Budget } = {
  'everything-on': { resources: 120, bytes: 130 * 1024 },
  'default': { resources: 75 },
  'ingestion-and-delivery-alone': { resources: 14, bytes: 13 * 1024, checkov: 2 },
};

/** One variant, as `--json` writes it. */
export interface VariantReport {
  readonly resources: number;
  readonly bytes: number;
  readonly nag: { readonly unacknowledged: number; readonly acknowledged: number };
  readonly cfnLint: number;
  readonly validate: number;
  readonly checkov: number;
}

export interface Judgement {
  readonly report: VariantReport;
  /** Why the variant does not pass, one line each. */
  readonly faults: readonly string[];
}

/** What the tools found in one variant. */
export interface ToolFindings {
  readonly cfnLint: readonly Finding[];
  readonly validate: readonly Finding[];
  readonly checkov: CheckovFindings;
}

/** Holds one variant to its budgets. */
export function judge(variant: SynthesizedVariant, { cfnLint, validate, checkov }: ToolFindings, explained: ReadonlySet<string>): Judgement {
  const nag = awsSolutions(variant);
  const acknowledged = acknowledgements(variant);
  const report: VariantReport = {
    resources: Object.keys(JSON.parse(readFileSync(variant.template, 'utf8')).Resources).length,
    bytes: statSync(variant.template).size,
    nag: { unacknowledged: nag.length, acknowledged: acknowledgedPairs(acknowledged) },
    cfnLint: cfnLint.length,
    validate: validate.length,
    checkov: checkov.failed.length,
  };
  const budget = BUDGETS[variant.name] ?? {};
  const faults = [
    ...nag.map(line('cdk-nag')),
    ...acknowledgementFaults(acknowledged),
    ...cfnLint.map(line('cfn-lint')),
    ...validate.map(line('CloudFormation Validate')),
    ...[...checkov.failed, ...checkov.skipped].filter(({ rule }) => !explained.has(rule)).map(line('not explained: checkov')),
    ...over('acknowledgements', report.nag.acknowledged, MOST_ACKNOWLEDGEMENTS),
    ...over('checkov findings', checkov.failed.length, budget.checkov ?? MOST_CHECKOV),
    ...over('resources', report.resources, budget.resources),
    ...over('bytes', report.bytes, budget.bytes),
  ];
  return { report, faults: faults.map((fault) => `${variant.name}: ${fault}`) };
}

/** The tools that did not report the faults planted for them. */
export function blindTools(planted: SynthesizedVariant, { cfnLint, validate, checkov }: ToolFindings): string[] {
  const found = { 'cdk-nag': awsSolutions(planted), 'cfn-lint': cfnLint, 'CloudFormation Validate': validate, 'checkov': checkov.failed };
  return Object.entries(found).filter(([, findings]) => findings.length === 0).map(([tool]) => `${PLANTED}: ${tool} did not report what was planted for it`);
}

function line(tool: string): (finding: Finding) => string {
  return ({ rule, resource, message }) => `${tool} ${rule} ${resource}: ${message}`;
}

function over(what: string, got: number, most: number | undefined): string[] {
  return most !== undefined && got > most ? [`${got} ${what}, at most ${most} are allowed`] : [];
}
