import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, IDependable } from 'constructs';
import { firehoseDestination } from './firehose-destination';
import { FirehoseLog } from './firehose-log';
import { FirehoseRoles } from './firehose-roles';
import { firehoseSecurityRole, indexTemplates } from './index-template';
import { IndexedStream } from './indexed-stream';
import { indexName, nameOfStream } from './indexer-settings';
import { SearchBootstrap } from './search-bootstrap';
import { SearchDashboard } from './search-dashboard';
import { checkSearchFirehose } from './search-firehose-checks';
import { SearchFirehoseOptions } from './search-firehose-options';
import * as firehoseMetrics from '../metrics/firehose-metrics';
import { Problems } from '../private/problems';
import { SourcedDeliveryStream } from '../private/sourced-delivery-stream';
import { isolatedSubnets } from '../private/subnets';

const DEFAULT_BUFFERING_INTERVAL = Duration.seconds(60);

/** Properties of a {@link SearchFirehose}. */
export interface SearchFirehoseProps extends SearchFirehoseOptions {
  /** The domain, defined by a `SearchDomain` or not. */
  readonly domain: opensearch.IDomain;

  /** The streams whose records become documents, each read by a delivery stream of its own. */
  readonly streams: IndexedStream[];

  /** The bucket that keeps what cannot be indexed. */
  readonly deadLetterBucket: s3.IBucket;

  /**
   * Where in the bucket. It ends with a slash; the name of the schema and the kind of error follow.
   *
   * @default 'dead-letters/'
   */
  readonly deadLetterPrefix?: string;

  /**
   * User name and password (`username`, `password`) of the user that may do everything, for a domain with fine-grained access control:
   * `SearchDomain.masterUserSecret`. In a VPC, Secrets Manager has to be reachable while the stack is deployed.
   *
   * @default - the domain has no such user
   */
  readonly masterUserSecret?: secretsmanager.ISecret;

  /**
   * The role that may do everything, for a domain with fine-grained access control that has no such user: `SearchDomain.masterRole`.
   *
   * @default - `masterUserSecret`, or the domain has no fine-grained access control
   */
  readonly masterRole?: iam.Role;

  /**
   * The VPC of the domain, for a domain in a VPC. A delivery stream cannot move into a VPC or out of it later.
   *
   * @default - the domain has a public endpoint
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Where in the VPC: Firehose has network interfaces there, as many as its load asks for. Only with `vpc`.
   *
   * @default - the isolated subnets, or the private ones where none is isolated
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of Firehose and of the function that sets up the domain. Only with `vpc`.
   *
   * @default - one that allows all outbound traffic; let it into the domain by `connections`
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * What has to be there before anything runs, besides the security groups with their rules: see `SearchIndexerProps.dependables`.
   *
   * @default - everything is there
   */
  readonly dependables?: IDependable[];

  /**
   * The key that encrypts logs and the function's environment, and failed documents where the bucket has no key of its own.
   *
   * @default - keys that the services own
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What Dashboards shows, besides what people make of it themselves.
   *
   * @default - nothing
   */
  readonly dashboards?: SearchDashboard[];

  /**
   * How long logs are kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Brings the records of streams into OpenSearch by Firehose: an index for each schema, with its mapping, before its first document.
 *
 * What the domain refuses, or does not take in time, is kept in the dead-letter bucket, with the record and the reason.
 */
export class SearchFirehose extends Construct implements ec2.IConnectable {
  /** The delivery streams, in the order of the streams. */
  public readonly deliveryStreams: firehose.IDeliveryStream[];
  /** How long the delivery streams gather records before they index them. */
  public readonly bufferingInterval: Duration;
  /** Names of the indexes, in the order of the streams, without what rotation appends. */
  public readonly indexNames: string[];
  /** The role that Firehose assumes to read the streams and to write the documents. */
  public readonly role: iam.IRole;
  /** The connections of Firehose, when it delivers into a VPC. */
  public readonly connections: ec2.Connections;

  /**
   * @throws when the streams contradict each other or have a schema that records need a conversion for, or when a number, a duration or a
   * size is out of range; one message lists all problems
   */
  constructor(scope: Construct, id: string, props: SearchFirehoseProps) {
    super(scope, id);
    const problems = new Problems(`SearchFirehose ${this.node.path}`);
    checkSearchFirehose(props, problems);
    problems.throwIfAny();

    const { bufferingInterval = DEFAULT_BUFFERING_INTERVAL, encryptionKey, logRetention = logs.RetentionDays.ONE_MONTH } = props;
    this.bufferingInterval = bufferingInterval;
    const prefix = props.deadLetterPrefix ?? 'dead-letters/';
    const bucketKey = props.deadLetterBucket.encryptionKey ?? encryptionKey;
    const place = this.placeOf(props);
    const log = new FirehoseLog(this, { logRetention, encryptionKey });
    this.indexNames = props.streams.map(indexName);
    const roles = new FirehoseRoles(this, { ...props, indexNames: this.indexNames, bucketKey, prefix, log, inVpc: props.vpc !== undefined });
    const bootstrap = new SearchBootstrap(this, 'Bootstrap', {
      domain: props.domain,
      config: {
        indexTemplates: indexTemplates(props.streams, props),
        ...(props.dashboards && { dashboards: props.dashboards.map(({ _config }) => _config) }),
        ...((props.masterUserSecret ?? props.masterRole) && { writerSecurityRole: firehoseSecurityRole(props.streams) }),
      },
      writerRole: roles.delivery,
      masterUserSecret: props.masterUserSecret,
      masterRole: props.masterRole,
      dependables: [...props.dependables ?? [], ...place.securityGroups ?? []],
      encryptionKey,
      logRetention,
      ...place,
    });

    this.role = roles.delivery;
    this.connections = new ec2.Connections({ securityGroups: place.securityGroups });
    const parts = { props, bucketKey, prefix, log, roles, place, bufferingInterval };
    this.deliveryStreams = props.streams.map((indexed, order) => new SourcedDeliveryStream(this, `DeliveryStream-${nameOfStream(props.streams, order)}`, {
      stream: indexed.stream,
      role: roles.delivery,
      destination: {
        amazonopensearchserviceDestinationConfiguration: firehoseDestination(indexed, parts),
        dependables: [bootstrap.resource, ...roles.policies],
      },
    }));
  }

  /**
   * A metric of one of the delivery streams, by its name in the namespace `AWS/Firehose`, for example
   * `DeliveryToAmazonOpenSearchService.Success`.
   *
   * @param metricName its name
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metric(metricName: string, place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.deliveryStreamAt(place).metric(metricName, options);
  }

  /**
   * The age in seconds of the oldest record of one of the streams that is neither in search nor kept yet. By default the maximum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
   */
  public metricDataFreshness(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToOpenSearchDataFreshness(this.deliveryStreamAt(place), options);
  }

  /**
   * The share of the records of one of the streams that the domain took: 0 to 1. By default the average over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricDeliverySuccess(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToOpenSearchSuccess(this.deliveryStreamAt(place), options);
  }

  /**
   * How many records of one of the streams the domain took. By default the sum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricIndexedRecords(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToOpenSearchRecords(this.deliveryStreamAt(place), options);
  }

  /**
   * 1 while the domain does not let the delivery of one of the streams in, else 0. By default the maximum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricAuthFailure(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToOpenSearchAuthFailure(this.deliveryStreamAt(place), options);
  }

  /**
   * 1 while the domain rejects what is delivered of one of the streams, else 0. By default the maximum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricDeliveryRejected(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return firehoseMetrics.deliveryToOpenSearchRejected(this.deliveryStreamAt(place), options);
  }

  private deliveryStreamAt(place: number): firehose.IDeliveryStream {
    const deliveryStream = place < 0 ? undefined : this.deliveryStreams.at(place);
    if (!deliveryStream) {
      throw new Error(`SearchFirehose ${this.node.path}: place must be one of the ${this.deliveryStreams.length} streams, counted from 0, got ${place}`);
    }
    return deliveryStream;
  }

  private placeOf({ vpc, vpcSubnets, securityGroups }: SearchFirehoseProps): Place {
    return vpc ? {
      vpc,
      vpcSubnets: vpcSubnets ?? isolatedSubnets(vpc),
      securityGroups: securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `Firehose of ${this.node.path}` })],
    } : {};
  }
}

interface Place {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
}
