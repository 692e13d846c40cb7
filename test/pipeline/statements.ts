import { Template } from 'aws-cdk-lib/assertions';

/** One statement of a policy, wherever in a template. */
export interface Statement {
  readonly logicalId: string;
  readonly resourceType: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
}

/** Every policy statement of a template: of roles, policies, keys, buckets, queues, topics and domains. */
export function statementsOf(template: Template): Statement[] {
  return Object.entries<{ Type: string; Properties?: object }>(template.toJSON().Resources).flatMap(([logicalId, { Type, Properties }]) =>
    statementsIn(Properties).map((found) => ({ logicalId, resourceType: Type, ...found })));
}

interface PolicyNode {
  readonly 'Fn::Join'?: [string, unknown[]];
  readonly 'Effect'?: string;
  readonly 'Action'?: string | string[];
  readonly 'Resource'?: unknown;
}

function statementsIn(node: unknown): Array<Pick<Statement, 'effect' | 'actions' | 'resources'>> {
  if (typeof node === 'string') {
    return node.startsWith('{') ? statementsIn(JSON.parse(node)) : [];
  }
  if (Array.isArray(node)) {
    return node.flatMap(statementsIn);
  }
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  const { 'Fn::Join': join, Effect, Action, Resource }: PolicyNode = node;
  if (join !== undefined) {
    // a policy as text, such as that of a log group: what a deployment fills in is of no matter here
    return statementsIn(join[1].map((part) => typeof part === 'string' ? part : 'filled in').join(join[0]));
  }
  const own = Effect !== undefined && Action !== undefined ? [{ effect: Effect, actions: [Action].flat(), resources: [Resource].flat() }] : [];
  return [...own, ...Object.values(node).flatMap(statementsIn)];
}
