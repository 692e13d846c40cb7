import * as iam from 'aws-cdk-lib/aws-iam';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { SearchBootstrapConfig } from './search-bootstrap-config';
import { keyUse } from '../private/key-use';

export interface BootstrapPowers {
  readonly domain: opensearch.IDomain;
  readonly config: SearchBootstrapConfig;
  readonly masterUserSecret?: secretsmanager.ISecret;
}

/** The paths of the indexes behind aliases, with a wildcard, whose policies the bootstrap reads and changes. */
export function managedIndexPaths({ domain, config, masterUserSecret }: BootstrapPowers): { readonly read: string[]; readonly changed: string[] } {
  const aliases = masterUserSecret ? [] : config.rollovers ?? [];
  const paths = (action: string) => aliases.map(({ alias }) => `${domain.domainArn}/_plugins/_ism/${action}/${alias}-*`);
  return { read: paths('explain'), changed: ['add', 'change_policy'].flatMap(paths) };
}

/** What the bootstrap may do: as itself in the domain, each thing by its path, or as the master user whose password it reads. */
export function bootstrapStatements(scope: Construct, powers: BootstrapPowers): iam.PolicyStatement[] {
  const { domain, config, masterUserSecret } = powers;
  if (masterUserSecret) {
    return [
      new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [masterUserSecret.secretArn] }),
      ...keyUse(scope, 'secretsmanager', [masterUserSecret.encryptionKey], ['kms:Decrypt']),
    ];
  }
  const { indexTemplates, writerSecurityRole: writer, rollovers = [], dashboards = [] } = config;
  const policies = rollovers.map(({ policy }) => `_plugins/_ism/policies/${policy.name}`);
  const allow = (action: string, paths: string[], wildcards: string[] = []) => new iam.PolicyStatement({
    actions: [`es:ESHttp${action}`], resources: [...paths.map((path) => `${domain.domainArn}/${path}`), ...wildcards],
  });
  const { read, changed } = managedIndexPaths(powers);
  return [
    allow('Get', [
      ...policies,
      ...rollovers.map(({ alias }) => `_alias/${alias}`),
      ...writer ? [`_plugins/_security/api/rolesmapping/${writer.name}`] : [],
    ], read),
    allow('Put', [
      ...indexTemplates.map(({ name }) => `_index_template/${name}`),
      ...writer ? ['roles', 'rolesmapping'].map((kind) => `_plugins/_security/api/${kind}/${writer.name}`) : [],
      ...policies,
      ...rollovers.map(({ firstIndex }) => firstIndex),
    ]),
    allow('Post', [...rollovers.length > 0 ? ['_aliases'] : [], ...dashboards.length > 0 ? ['_dashboards/api/saved_objects/_import'] : []], changed),
  ].filter(({ resources }) => resources.length > 0);
}
