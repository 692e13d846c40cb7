import * as iam from 'aws-cdk-lib/aws-iam';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';

/** Where the indexer posts documents to: IAM knows paths alone, so it is the path that says which index is meant. */
export function bulkPaths({ domainArn }: opensearch.IDomain, aliases: string[]): string[] {
  return [...new Set(aliases)].map((alias) => `${domainArn}/${alias}-*/_bulk`);
}

/** What the indexer may do in the domain: write the indexes behind its aliases, and ask which these are and which of them has a document. */
export function indexerStatements(domain: opensearch.IDomain, aliases: string[]): iam.PolicyStatement[] {
  const path = (text: string) => `${domain.domainArn}/${text}`;
  const names = [...new Set(aliases)];
  return [
    new iam.PolicyStatement({ actions: ['es:ESHttpGet'], resources: names.map((alias) => path(`_alias/${alias}`)) }),
    new iam.PolicyStatement({ actions: ['es:ESHttpPost'], resources: [...bulkPaths(domain, names), ...names.map((alias) => path(`${alias}/_search`))] }),
  ];
}
