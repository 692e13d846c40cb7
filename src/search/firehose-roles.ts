import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, IDependable } from 'constructs';
import type { FirehoseLog } from './firehose-log';
import { domainStatements, networkStatement, sourceStatements, watchedPaths, writtenPaths } from './firehose-statements';
import type { IndexedStream } from './indexed-stream';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { firehoseService } from '../private/firehose-service';

export interface FirehoseRolesProps {
  readonly domain: opensearch.IDomain;
  readonly streams: IndexedStream[];
  readonly indexNames: string[];
  readonly deadLetterBucket: s3.IBucket;
  readonly bucketKey?: kms.IKey;
  readonly prefix: string;
  readonly log: FirehoseLog;
  readonly inVpc: boolean;
}

/** The role that delivers, and in a VPC a second one that can do nothing but make network interfaces. */
export class FirehoseRoles {
  public readonly delivery: iam.Role;
  public readonly network?: iam.Role;
  /** What a delivery stream waits for, besides the roles themselves. */
  public readonly policies: IDependable[];

  constructor(scope: Construct, { domain, streams, indexNames, deadLetterBucket: bucket, bucketKey, prefix, log, inVpc }: FirehoseRolesProps) {
    const objects = bucket.arnForObjects(`${prefix}*`);
    const assumedBy = firehoseService(scope);
    this.delivery = new iam.Role(scope, 'Role', {
      assumedBy,
      inlinePolicies: {
        Delivery: new iam.PolicyDocument({
          statements: [
            ...sourceStatements(scope, streams.map(({ stream }) => stream), { bucket, bucketKey, objects }),
            new iam.PolicyStatement({ actions: ['logs:PutLogEvents'], resources: log.logStreamArns }),
          ],
        }),
      },
    });
    acknowledgeWildcard(this.delivery, objects, 'Firehose names the objects that it writes under this prefix, so none has a name beforehand');
    // apart, so that a domain may name the role without waiting for what waits for the domain
    const domainAccess = new iam.Policy(scope, 'Access', { roles: [this.delivery], statements: domainStatements(domain, indexNames) });
    for (const path of [writtenPaths(domain), ...watchedPaths(domain, indexNames)]) {
      acknowledgeWildcard(domainAccess, path, 'the paths that Firehose documents for this (https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html)');
    }
    this.policies = [domainAccess];
    if (inVpc) {
      this.network = new iam.Role(scope, 'NetworkRole', {
        assumedBy, inlinePolicies: { Network: new iam.PolicyDocument({ statements: [networkStatement()] }) },
      });
      acknowledge(this.network, 'IAM5[Resource::*]',
        'Firehose makes its network interfaces in a VPC itself; the describe actions know no resource, and the interfaces have no name before they exist');
    }
  }
}
