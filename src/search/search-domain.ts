import { Annotations, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { DomainAccess, domainAccess } from './domain-access';
import { SearchAccess } from './search-access';
import { checkSearchDomain } from './search-domain-checks';
import { SearchDomainOptions } from './search-domain-options';
import { acknowledgeDomain, allowAdministration, domainAccessPolicy } from './search-domain-security';
import { domainSize, DomainSize } from './search-domain-size';
import { SearchEngineVersion } from './search-engine-version';
import { allowSearchLogs } from './search-log-policy';
import * as opensearchMetrics from '../metrics/opensearch-metrics';
import { partLogGroup } from '../private/part-log-group';
import { Problems } from '../private/problems';

const DEFAULT_VOLUME_SIZE = Size.gibibytes(10);

/** Properties of a {@link SearchDomain}. */
export interface SearchDomainProps extends SearchDomainOptions {
  /**
   * The VPC that holds the domain. A domain cannot move into a VPC or out of it later.
   *
   * @default - the domain has a public endpoint, and IAM decides about each request
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Where in the VPC. Only with `vpc`.
   *
   * @default - the isolated subnets, one for each availability zone
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the domain. Only with `vpc`.
   *
   * @default - one that lets nobody in; use `connections`
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The key that encrypts data, logs and the generated password.
   *
   * @default - keys that the services manage
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the domain when it leaves the stack.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - kept, unless its first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long logs are kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Where records become searchable: an OpenSearch domain, encrypted at rest, between nodes and on the way, with its slow, error and, on request, audit logs.
 */
export class SearchDomain extends Construct implements ec2.IConnectable {
  /** The domain. */
  public readonly domain: opensearch.IDomain;
  /** Its host name. */
  public readonly endpoint: string;
  /** Where a person opens Dashboards. */
  public readonly dashboardsUrl: string;
  /** User name and password, as `username` and `password`, with `SearchAccess.internalUser()`. */
  public readonly masterUserSecret?: secretsmanager.ISecret;
  /** The role that may do everything and sets up the domain, with `SearchAccess.saml()`: what `SearchIndexer` takes as `masterRole`. */
  public readonly masterRole?: iam.Role;
  /** How many copies of a shard, besides the first, suit the zones of the domain: what `SearchIndexer` takes as `replicas`. */
  public readonly replicas: number;
  /** The disk of each data node, unless the domain existed already. */
  public readonly volumeSize?: Size;
  private readonly defined?: opensearch.Domain;

  /**
   * @throws when a size is out of range or does not fit the others, when the access, subnets or security groups need a VPC that is not
   * there, or when an existing domain comes with options for a new one; one message lists all problems
   */
  constructor(scope: Construct, id: string, props: SearchDomainProps = {}) {
    super(scope, id);
    const problems = new Problems(`SearchDomain ${this.node.path}`);
    checkSearchDomain(props, problems);
    problems.throwIfAny();

    const size = domainSize(props);
    this.replicas = size.multiAzWithStandby ? 2 : 1;
    const access = props.access ?? SearchAccess.iam();
    if (!props.existingDomain) {
      this.volumeSize = props.volumeSize ?? DEFAULT_VOLUME_SIZE;
      const { domainProps, masterRole, masterUserSecret } = domainAccess(this, access, props.encryptionKey);
      this.masterUserSecret = masterUserSecret;
      this.masterRole = masterRole;
      this.defined = this.defineDomain({ ...props, volumeSize: this.volumeSize }, size, access, domainProps);
    }
    this.domain = props.existingDomain ?? this.definedDomain();
    this.endpoint = this.domain.domainEndpoint;
    this.dashboardsUrl = `https://${this.endpoint}/_dashboards`;
    const { authenticatedRole } = access._cognito ?? {};
    const roles = [...props.administrators ?? [], ...(authenticatedRole ? [authenticatedRole] : [])];
    allowAdministration(this, 'Administration', { roles, domain: this.domain, masterUserSecret: this.masterUserSecret });
  }

  /**
   * The network connections of the domain, on port 443.
   *
   * @throws when the domain is in no VPC, or was not defined here
   */
  public get connections(): ec2.Connections {
    return this.definedDomain().connections;
  }

  /** A metric of the domain, by its name in the namespace `AWS/ES`. */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.domain.metric(metricName, options);
  }

  /** 1 while part of the data can neither be read nor written. By default the maximum over 5 minutes. */
  public metricClusterStatusRed(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.clusterStatusRed(this.domain, options);
  }

  /** 1 while the domain refuses writes. By default the maximum over 5 minutes. */
  public metricClusterIndexWritesBlocked(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.clusterIndexWritesBlocked(this.domain, options);
  }

  /** Free storage of the node that has least, in MiB. By default the minimum over 5 minutes. */
  public metricFreeStorageSpace(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.freeStorageSpace(this.domain, options);
  }

  /** Java heap in use on the fullest data node, in percent. By default the maximum over 5 minutes. */
  public metricJvmMemoryPressure(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.jvmMemoryPressure(this.domain, options);
  }

  /** Processor use of the busiest data node, in percent. By default the maximum over 5 minutes. */
  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.cpuUtilization(this.domain, options);
  }

  /** Documents that can be searched. By default the maximum over 5 minutes. */
  public metricSearchableDocuments(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.searchableDocuments(this.domain, options);
  }

  /** 1 while a replica has no node: with one node, always. By default the maximum over 5 minutes. */
  public metricClusterStatusYellow(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.clusterStatusYellow(this.domain, options);
  }

  /** How many nodes the cluster has, dedicated managers included. By default the minimum over 5 minutes. */
  public metricNodes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.nodes(this.domain, options);
  }

  /** Processor use of the busiest dedicated manager, in percent. By default the maximum over 5 minutes. */
  public metricMasterCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.masterCpuUtilization(this.domain, options);
  }

  /** Java heap in use on the fullest dedicated manager, in percent. By default the maximum over 5 minutes. */
  public metricMasterJvmMemoryPressure(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.masterJvmMemoryPressure(this.domain, options);
  }

  /** 1 when the automated snapshot failed. By default the maximum over 5 minutes. */
  public metricAutomatedSnapshotFailure(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.automatedSnapshotFailure(this.domain, options);
  }

  /** 1 when the key of the domain has been disabled. By default the maximum over 5 minutes. */
  public metricKmsKeyError(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.kmsKeyError(this.domain, options);
  }

  /** 1 when the key of the domain is gone, and its data with it. By default the maximum over 5 minutes. */
  public metricKmsKeyInaccessible(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.kmsKeyInaccessible(this.domain, options);
  }

  /** How many write tasks the domain rejected. By default the sum over 5 minutes. */
  public metricThreadpoolWriteRejected(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.threadpoolWriteRejected(this.domain, options);
  }

  /** How long indexing took on a shard, in milliseconds. By default the 99th percentile over 5 minutes. */
  public metricIndexingLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.indexingLatency(this.domain, options);
  }

  /** How long searching took on a shard, in milliseconds. By default the 99th percentile over 5 minutes. */
  public metricSearchLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return opensearchMetrics.searchLatency(this.domain, options);
  }

  private definedDomain(): opensearch.Domain {
    if (!this.defined) {
      throw new Error(`SearchDomain ${this.node.path}: connections of an existing domain are not known: use the security groups that it has`);
    }
    return this.defined;
  }

  private defineDomain(props: SearchDomainProps, size: DomainSize, access: SearchAccess, accessProps: DomainAccess['domainProps']): opensearch.Domain {
    const logGroup = partLogGroup(this, 'Logs', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH, encryptionKey: props.encryptionKey,
    });
    const domain = new opensearch.Domain(this, 'Resource', {
      version: (props.engineVersion ?? SearchEngineVersion.OPENSEARCH_2_19)._engineVersion,
      enableVersionUpgrade: true,
      enableAutoSoftwareUpdate: true,
      ...size.domainProps,
      ebs: {
        volumeSize: props.volumeSize?.toGibibytes(),
        volumeType: ec2.EbsDeviceVolumeType.GENERAL_PURPOSE_SSD_GP3,
      },
      encryptionAtRest: { enabled: true, kmsKey: props.encryptionKey },
      nodeToNodeEncryption: true,
      enforceHttps: true,
      tlsSecurityPolicy: opensearch.TLSSecurityPolicy.TLS_1_2_PFS,
      ...accessProps,
      logging: {
        ...(props.auditLogs && { auditLogEnabled: true, auditLogGroup: logGroup }),
        slowSearchLogEnabled: true,
        slowSearchLogGroup: logGroup,
        slowIndexLogEnabled: true,
        slowIndexLogGroup: logGroup,
        appLogEnabled: true,
        appLogGroup: logGroup,
      },
      suppressLogsResourcePolicy: true,
      ...this.networkOf(props, size),
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const resource = domain.node.defaultChild;
    if (resource instanceof opensearch.CfnDomain) {
      // the construct's own accessPolicies are a custom resource, which a domain in use races against
      resource.accessPolicies = domainAccessPolicy(Stack.of(this), access);
    }
    domain.node.addDependency(allowSearchLogs(this, logGroup));
    acknowledgeDomain(domain, { props, size, access });
    return domain;
  }

  private networkOf(props: SearchDomainProps, size: DomainSize): Pick<opensearch.DomainProps, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
    const { vpc } = props;
    if (!vpc) {
      return {};
    }
    this.serviceLinkedRole(props.createServiceLinkedRole ?? false);
    const { subnets } = vpc.selectSubnets(props.vpcSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED, onePerAz: true });
    return {
      vpc,
      // the service wants exactly one subnet for each zone
      vpcSubnets: [{ subnets: subnets.slice(0, size.availabilityZones) }],
      securityGroups: props.securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', {
        vpc,
        description: `The search domain ${this.node.path}`,
        allowAllOutbound: false,
      })],
    };
  }

  private serviceLinkedRole(create: boolean): void {
    if (create) {
      new iam.CfnServiceLinkedRole(this, 'ServiceLinkedRole', { awsServiceName: 'opensearchservice.amazonaws.com' });
      return;
    }
    Annotations.of(this).addInfoV2('streaming-analytics-pipeline:searchServiceLinkedRole',
      'a search domain in a VPC needs the role AWSServiceRoleForAmazonOpenSearchService, which an account has once: if yours has none, run '
      + '`aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`, or set createServiceLinkedRole to true');
  }
}
