import { Size } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { SearchAccess } from './search-access';
import { SearchEngineVersion } from './search-engine-version';

/** What can be decided about a search domain. */
export interface SearchDomainOptions {
  /**
   * The engine and its version. Another version upgrades the domain in place.
   *
   * @default SearchEngineVersion.OPENSEARCH_2_19
   */
  readonly engineVersion?: SearchEngineVersion;

  /**
   * How many nodes hold data: 1 to 1,002, an even number on two availability zones, at least three on three; at most 10 of a t3.
   *
   * @default - as many as availability zones
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html
   */
  readonly dataNodes?: number;

  /**
   * The type of the data nodes.
   *
   * @default 't3.small.search'
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html
   */
  readonly instanceType?: string;

  /**
   * The disk (gp3) of each data node, in whole GiB: at least 10, at most what the instance type takes (100 on t3.small, 200 on t3.medium).
   *
   * @default Size.gibibytes(10)
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html#ebsresource
   */
  readonly volumeSize?: Size;

  /**
   * How many nodes do nothing but manage the others: 0, 3 or 5.
   *
   * @default 0
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html
   */
  readonly dedicatedManagers?: number;

  /**
   * The type of the dedicated managers, where there are any.
   *
   * @default 'm7g.large.search'
   */
  readonly managerInstanceType?: string;

  /**
   * Over how many availability zones the nodes are spread: 1 to 3. On three zones, with data nodes in multiples of three that are no
   * t3 and with three dedicated managers, one zone is on standby (Multi-AZ with Standby).
   *
   * @default 1
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html
   */
  readonly availabilityZones?: number;

  /**
   * How people and programs prove who they are.
   *
   * @default SearchAccess.iam()
   */
  readonly access?: SearchAccess;

  /**
   * Whether who did what is logged beside slow requests and errors. Only with `SearchAccess.internalUser()` and `SearchAccess.saml()`. Which
   * requests count is then chosen in Dashboards, under Security, Audit logs.
   *
   * @default false
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html
   */
  readonly auditLogs?: boolean;

  /**
   * The roles that may do everything with the data: with `SearchAccess.iam()` and `SearchAccess.cognito()` by signed requests, with
   * `SearchAccess.internalUser()` by reading the user's password. Not with `SearchAccess.saml()`, where the identity provider decides.
   *
   * @default - nobody but those whom other policies allow it
   */
  readonly administrators?: iam.IRole[];

  /**
   * Whether to define the role with which the service places domains in VPCs. An account has it once for all domains; defining it a
   * second time fails.
   *
   * @default false - the account has it, or somebody runs
   * `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/slr.html
   */
  readonly createServiceLinkedRole?: boolean;

  /**
   * A domain that exists already. It is taken as it is, so of the other options only `administrators` can be set with it.
   *
   * One in a VPC has to let the functions in that reach it: in a pipeline, allow `network.functionSecurityGroup` on port 443 in a security
   * group of the domain.
   *
   * @default - a domain is defined
   */
  readonly existingDomain?: opensearch.IDomain;
}
