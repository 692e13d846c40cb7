import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, IDependable } from 'constructs';
import { DeadLetters } from './dead-letters';
import { rollovers } from './index-lifetime';
import { indexerSecurityRole, indexTemplates } from './index-template';
import { IndexedStream } from './indexed-stream';
import type { IndexedStream as StreamEntry, IndexerEnvironment } from './indexer-config';
import { indexerConfig, indexName, nameOfStream } from './indexer-settings';
import { bulkPaths, indexerStatements } from './indexer-statements';
import { SearchBootstrap } from './search-bootstrap';
import { SearchDashboard } from './search-dashboard';
import { checkSearchIndexer } from './search-indexer-checks';
import { SearchIndexerOptions } from './search-indexer-options';
import * as embeddedMetrics from '../metrics/embedded-metrics';
import * as eventSourceMetrics from '../metrics/event-source-metrics';
import * as lambdaMetrics from '../metrics/lambda-metrics';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { PipelineFunction } from '../private/pipeline-function';
import { Problems } from '../private/problems';

/** Properties of a {@link SearchIndexer}. */
export interface SearchIndexerProps extends SearchIndexerOptions {
  /** The domain, defined by a {@link SearchDomain} or not. */
  readonly domain: opensearch.IDomain;

  /** The streams whose records become documents. */
  readonly streams: IndexedStream[];

  /** The bucket that keeps what cannot be indexed. */
  readonly deadLetterBucket: s3.IBucket;

  /**
   * Where in the bucket the indexer keeps single records. It ends with a slash.
   *
   * @default 'dead-letters/'
   */
  readonly deadLetterPrefix?: string;

  /**
   * User name and password (`username`, `password`) of the user that may do everything, for a domain with fine-grained access control:
   * `SearchDomain.masterUserSecret`. In a VPC, Secrets Manager has to be reachable while the stack is deployed, by an interface endpoint or a
   * NAT gateway.
   *
   * @default - the domain has no fine-grained access control
   */
  readonly masterUserSecret?: secretsmanager.ISecret;

  /**
   * The role that may do everything, for a domain with fine-grained access control that has no such user: `SearchDomain.masterRole`. The
   * function that puts the index templates takes it, so Lambda must be allowed to assume it.
   *
   * @default - `masterUserSecret`, or the domain has no fine-grained access control
   */
  readonly masterRole?: iam.Role;

  /**
   * The VPC of the domain, for a domain in a VPC. S3 has to be reachable there: its gateway endpoint is free.
   *
   * @default - the domain has a public endpoint
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Where in the VPC. Only with `vpc`.
   *
   * @default - the isolated subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions. Only with `vpc`.
   *
   * @default - one that allows all outbound traffic; let it into the domain by `connections`
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * What has to be there before a function runs, besides its security groups with their rules: the domain's security group with its rules, and
   * in a VPC that is defined together with it the route to S3. Without them the index templates cannot be put, and CloudFormation gets no
   * answer for an hour.
   *
   * @default - everything is there
   */
  readonly dependables?: IDependable[];

  /**
   * The key that encrypts logs and the functions' environments.
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

/** Where the functions run and how long their logs are kept. */
interface Surroundings {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly encryptionKey?: kms.IKey;
  readonly logRetention: logs.RetentionDays;
}

interface EventSourceParts {
  readonly id: string;
  readonly indexer: PipelineFunction;
  readonly onFailure: lambda.IEventSourceDlq;
  /** What has to be there before the first record. */
  readonly after: IDependable[];
}

/**
 * Brings the records of streams into OpenSearch: an index for each schema, with its mapping, before its first document.
 *
 * A document is never there twice, also not when its record comes again after the next index has begun: the indexer asks the indexes behind the alias
 * which of the documents they have, and writes those where they are. Only a record that is written within the second before the next index begins,
 * and comes again within that second, can be missed by that.
 *
 * What cannot be indexed is kept in the dead-letter bucket: single records under `deadLetterPrefix`, batches that failed as a whole
 * under `aws/lambda/`.
 */
export class SearchIndexer extends Construct implements ec2.IConnectable {
  /** The function that makes documents of records. */
  public readonly indexerFunction: lambda.IFunction;
  /** Names of the indexes, in the order of the streams: of the aliases behind which they are. */
  public readonly indexNames: string[];
  /** What feeds the function, in the order of the streams. Each publishes the metric group `EventCount`, which tells of batches given up. */
  public readonly eventSources: lambda.IEventSourceMapping[];
  /** The connections of the functions, when they are in a VPC. */
  public readonly connections: ec2.Connections;

  /**
   * @throws when the streams contradict each other, an index name is not one, or a number or duration is out of range;
   * one message lists all problems
   */
  constructor(scope: Construct, id: string, props: SearchIndexerProps) {
    super(scope, id);
    const problems = new Problems(`SearchIndexer ${this.node.path}`);
    checkSearchIndexer(props, problems);
    problems.throwIfAny();

    const deadLetters = new DeadLetters({
      bucket: props.deadLetterBucket,
      encryptionKey: props.encryptionKey,
      prefix: props.deadLetterPrefix ?? 'dead-letters/',
    });
    const surroundings = this.surroundingsOf(props);
    const indexer = this.defineIndexer(props, surroundings);
    deadLetters.allowRecords(indexer.role);
    this.indexNames = props.streams.map(indexName);
    const access = new iam.Policy(this, 'Access', {
      roles: [indexer.role],
      statements: indexerStatements(props.domain, this.indexNames),
    });
    for (const path of bulkPaths(props.domain, this.indexNames)) {
      acknowledgeWildcard(access, path, 'each index behind the alias has a number of its own, which rollover counts up');
    }
    const bootstrap = new SearchBootstrap(this, 'Bootstrap', {
      domain: props.domain,
      config: {
        indexTemplates: indexTemplates(props.streams, props),
        rollovers: rollovers(props.streams, props),
        ...(props.dashboards && { dashboards: props.dashboards.map(({ _config }) => _config) }),
        ...((props.masterUserSecret ?? props.masterRole) && { writerSecurityRole: indexerSecurityRole(props.streams) }),
      },
      writerRole: indexer.role,
      masterUserSecret: props.masterUserSecret,
      masterRole: props.masterRole,
      dependables: [...props.dependables ?? [], ...surroundings.securityGroups ?? []],
      ...surroundings,
    });

    this.indexerFunction = indexer.function;
    this.connections = new ec2.Connections({ securityGroups: surroundings.securityGroups });
    const onFailure = props.retry?.onFailure ?? deadLetters.forBatches(indexer.role);
    const parts = { indexer, onFailure, after: [access, bootstrap.resource] };
    this.eventSources = props.streams.map((indexed, place) =>
      this.defineEventSource(indexed, props, { ...parts, id: `EventSource-${nameOfStream(props.streams, place)}` }));
  }

  /** How far behind the newest record the indexer is. */
  public metricIteratorAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return lambdaMetrics.iteratorAge(this.indexerFunction, options);
  }

  /** How often the indexer failed. */
  public metricErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return lambdaMetrics.errors(this.indexerFunction, options);
  }

  /** How many records and documents the indexer wrote to the dead letters. By default the sum over 5 minutes. */
  public metricDeadLetters(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return embeddedMetrics.deadLetters(this.indexerFunction, options);
  }

  /** How often Lambda refused to run the indexer because no concurrency was left. By default the sum over 5 minutes. */
  public metricThrottles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return lambdaMetrics.throttles(this.indexerFunction, options);
  }

  /** How long the indexer ran, in milliseconds. By default the 99th percentile over 5 minutes. */
  public metricDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return lambdaMetrics.duration(this.indexerFunction, options);
  }

  /** How often Lambda could not keep a batch that it gave up. By default the sum over 5 minutes. */
  public metricDestinationDeliveryFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return lambdaMetrics.destinationDeliveryFailures(this.indexerFunction, options);
  }

  /**
   * How many records Lambda read off one of the streams. By default the sum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricPolledEventCount(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return eventSourceMetrics.polledEventCount(this.eventSourceAt(place), options);
  }

  /**
   * How many records of one of the streams were in a batch that failed; each attempt counts. By default the sum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricFailedInvokeEventCount(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return eventSourceMetrics.failedInvokeEventCount(this.eventSourceAt(place), options);
  }

  /**
   * How many records of one of the streams were given up and kept. By default the sum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricGivenUpEventCount(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return eventSourceMetrics.onFailureDestinationDeliveredEventCount(this.eventSourceAt(place), options);
  }

  /**
   * How many records of one of the streams were given up and lost. By default the sum over 5 minutes.
   *
   * @param place the place of its stream among `streams`
   * @throws when there is no stream at this place
   */
  public metricDroppedEventCount(place: number, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return eventSourceMetrics.droppedEventCount(this.eventSourceAt(place), options);
  }

  private eventSourceAt(place: number): lambda.IEventSourceMapping {
    const eventSource = place < 0 ? undefined : this.eventSources.at(place);
    if (!eventSource) {
      throw new Error(`SearchIndexer ${this.node.path}: place must be one of the ${this.eventSources.length} streams, counted from 0, got ${place}`);
    }
    return eventSource;
  }

  private surroundingsOf(props: SearchIndexerProps): Surroundings {
    const { vpc, encryptionKey, logRetention = logs.RetentionDays.ONE_MONTH } = props;
    if (!vpc) {
      return { encryptionKey, logRetention };
    }
    return {
      encryptionKey,
      logRetention,
      vpc,
      vpcSubnets: props.vpcSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: props.securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `The indexer ${this.node.path}` })],
    };
  }

  private defineIndexer(props: SearchIndexerProps, surroundings: Surroundings): PipelineFunction {
    const streams: StreamEntry[] = props.streams.map(({ stream, schema }) => ({ arn: stream.streamArn, schema: schema.name }));
    const environment: IndexerEnvironment = {
      STREAMS: Stack.of(this).toJsonString(streams),
      SEARCH_ENDPOINT: props.domain.domainEndpoint,
      DEAD_LETTER_BUCKET: props.deadLetterBucket.bucketName,
      DEAD_LETTER_PREFIX: props.deadLetterPrefix ?? 'dead-letters/',
    };
    return new PipelineFunction(this, 'Function', {
      functionName: 'indexer',
      description: `Indexes the records of ${props.streams.map(({ schema }) => schema.name).join(' and ')}`,
      withoutDeadLetterQueue: 'the event sources wait for the answer, and keep a batch that fails among the dead letters',
      config: indexerConfig(props.streams),
      environment: { ...environment },
      timeout: Duration.minutes(2),
      memorySize: 512,
      ...surroundings,
    });
  }

  private defineEventSource({ stream }: IndexedStream, props: SearchIndexerProps, parts: EventSourceParts): lambda.EventSourceMapping {
    const { indexer, onFailure, after } = parts;
    const { retry } = props;
    stream.grantRead(indexer.role);
    const eventSource = new lambda.EventSourceMapping(this, parts.id, {
      target: indexer.function,
      eventSourceArn: stream.streamArn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize ?? 1_000,
      maxBatchingWindow: props.maxBatchingWindow ?? Duration.seconds(5),
      parallelizationFactor: props.parallelizationFactor ?? 1,
      retryAttempts: retry?.retryAttempts ?? 10,
      bisectBatchOnError: retry?.bisectBatchOnError ?? true,
      reportBatchItemFailures: true,
      onFailure,
      supportS3OnFailureDestination: true,
      // what says that a batch was given up
      metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] },
    });
    const resource = eventSource.node.defaultChild;
    if (resource instanceof lambda.CfnEventSourceMapping) {
      // the construct's own maxRecordAge refuses tokens
      resource.maximumRecordAgeInSeconds = (retry?.maxRecordAge ?? Duration.days(1)).toSeconds();
    }
    eventSource.node.addDependency(...after);
    return eventSource;
  }
}
