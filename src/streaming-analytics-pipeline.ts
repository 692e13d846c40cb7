import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CuratedDataFormat, DataCatalog } from './catalog';
import { CuratedDelivery } from './delivery';
import { PipelineEncryption } from './encryption';
import { CapacityMode, StreamIngestion } from './ingestion';
import { PipelineMonitoring } from './monitoring';
import { PipelineNetwork } from './network';
import { grantDescribeCurated, grantReadObjects } from './pipeline/curated-access';
import { describeOutputs } from './pipeline/described-outputs';
import { deliveryKeepsInvalidRecords } from './pipeline/kept-records';
import { monitoredParts } from './pipeline/monitored-parts';
import { PartProblems } from './pipeline/part-problems';
import { InsightsOptions } from './pipeline/pipeline-options';
import { PipelineOutputs } from './pipeline/pipeline-outputs';
import { judgePipeline } from './pipeline/pipeline-rules';
import { profileNodes, profileZones } from './pipeline/profile-sizes';
import { SearchFeed, defineSearchFeed } from './pipeline/search-feed';
import { networkRemovalPolicy, searchIsInVpc, searchPlace, searchServices, searchZones } from './pipeline/search-place';
import { warnAboutStreams } from './pipeline/stream-warnings';
import { StreamingAnalyticsPipelineProps } from './pipeline/streaming-analytics-pipeline-props';
import { studioIsInVpc, studioPlace, studioServices } from './pipeline/studio-place';
import { allowSamples } from './pipeline/workbench-access';
import { given } from './private/given-options';
import { SearchDelivery, SearchDomain, SearchFirehose, SearchIndexer } from './search';
import { PipelineStorage } from './storage';
import { AnalyticsStudio } from './studio';
import { DeveloperWorkbench, Workbench } from './workbench';

/** What every part that logs or stores is told. */
interface Surroundings {
  readonly encryptionKey?: kms.IKey;
  readonly logRetention: logs.RetentionDays;
}

/**
 * A real-time analytics pipeline on Amazon Kinesis: records enter a data stream, are validated and delivered to S3 as Parquet, catalogued for
 * Athena, analysed in a Studio notebook with Flink, and indexed for exploration in OpenSearch.
 *
 * It composes parts that are usable alone, and has no resource of its own. A part that is left out is `undefined`.
 *
 * @example
 * new StreamingAnalyticsPipeline(this, 'Readings', {
 *   schema: new RecordSchema({
 *     name: 'readings',
 *     fields: [
 *       Field.ofString('sensor_id', { required: true }),
 *       Field.ofTimestamp('measured_at', { required: true }),
 *       Field.ofDouble('temperature', { minimum: -90, maximum: 60 }),
 *     ],
 *     eventTime: 'measured_at',
 *     partitionKey: 'sensor_id',
 *   }),
 * });
 */
export class StreamingAnalyticsPipeline extends Construct {
  /** The key that encrypts every part, with `PipelineEncryption.customerManaged()`. */
  public readonly encryptionKey?: kms.IKey;
  /** The stream that records enter. */
  public readonly ingestion: StreamIngestion;
  /** The stream of insights. */
  public readonly insights?: StreamIngestion;
  /** The buckets. */
  public readonly storage?: PipelineStorage;
  /** The Glue database and its tables. */
  public readonly catalog?: DataCatalog;
  /** Delivery to the curated bucket. */
  public readonly delivery?: CuratedDelivery;
  /** The VPC, where a part needs one. */
  public readonly network?: PipelineNetwork;
  /** The Studio application. */
  public readonly studio?: AnalyticsStudio;
  /** The search domain. */
  public readonly search?: SearchDomain;
  /** The function that feeds search, with `SearchDelivery.indexer()`. */
  public readonly indexer?: SearchIndexer;
  /** What feeds search with `SearchDelivery.firehose()`. */
  public readonly searchFirehose?: SearchFirehose;
  /** The developer environment. */
  public readonly workbench?: DeveloperWorkbench;
  /** Alarms and dashboard. */
  public readonly monitoring?: PipelineMonitoring;

  /** What the user decided, as far as it can be used. */
  private props: StreamingAnalyticsPipelineProps;
  private readonly problems: PartProblems;
  private readonly surroundings: Surroundings;

  /**
   * @throws when a part is left out that another one needs, when two schemas have the same name, or when a part's options are out of range;
   * one message lists the problems of all parts
   */
  constructor(scope: Construct, id: string, props: StreamingAnalyticsPipelineProps) {
    super(scope, id);
    const verdict = judgePipeline(props);
    this.problems = new PartProblems(this);
    this.problems.add(verdict.problems);
    this.props = verdict.props;
    this.encryptionKey = (props.encryption ?? PipelineEncryption.customerManaged())._bind(this, this.props.removalPolicy);
    this.surroundings = { encryptionKey: this.encryptionKey, logRetention: props.logRetention ?? logs.RetentionDays.ONE_MONTH };

    this.ingestion = this.defineIngestion();
    this.insights = this.props.insights && this.defineInsights(this.props.insights);
    this.storage = this.defineStorage();
    this.catalog = this.storage && this.defineCatalog(this.storage);
    this.delivery = this.storage && this.defineDelivery(this.storage);
    this.network = this.defineNetwork();
    this.studio = this.catalog && this.defineStudio(this.catalog);
    this.search = this.defineSearch();
    // the domain's wrong options are not to hide the delivery's
    const feed = this.search && this.storage && this.defineSearchFeed(this.search, this.storage, verdict.props.search?.delivery);
    this.indexer = feed?.indexer;
    this.searchFirehose = feed?.searchFirehose;
    this.workbench = this.defineWorkbench();
    this.monitoring = this.defineMonitoring();
    this.problems.throwIfAny();
    warnAboutStreams(this, this.props);
    if (props.outputs ?? true) {
      new PipelineOutputs(this, 'Outputs', describeOutputs(this));
    }
  }

  /** Lets the grantee put records, with the actions that a producer needs and no more, the key's included. */
  public grantWrite(grantee: iam.IGrantable): iam.Grant {
    return this.ingestion.grantWrite(grantee);
  }

  /** Lets the grantee read records off the stream. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.ingestion.grantRead(grantee);
  }

  /**
   * Lets the grantee read the delivered records, and the description of their table, as a query with Athena needs.
   * The permissions on Athena itself and on the place of its results are the workgroup's.
   *
   * @throws when the pipeline delivers nothing
   */
  public grantReadCurated(grantee: iam.IGrantable): iam.Grant {
    if (!this.storage || !this.delivery) {
      throw new Error(`StreamingAnalyticsPipeline ${this.node.path}: grantReadCurated needs delivered records, got delivery.enabled: false: enable delivery`);
    }
    const objects = grantReadObjects({ storage: this.storage, prefix: this.delivery.prefix, encryptionKey: this.encryptionKey }, grantee);
    return this.catalog ? grantDescribeCurated(this.catalog, grantee).combine(objects) : objects;
  }

  private defineIngestion(): StreamIngestion {
    return this.problems.attempt({
      path: 'ingestion',
      id: 'Ingestion',
      options: this.props.ingestion,
      define: () => this.defineStream('Ingestion', this.props.ingestion),
      forget: () => this.forget({ ingestion: undefined }),
    });
  }

  private defineInsights(insights: InsightsOptions): StreamIngestion {
    const leanest = { capacityMode: CapacityMode.provisioned(1) };
    return this.problems.attempt({
      path: 'insights.ingestion',
      id: 'Insights',
      options: insights.ingestion,
      define: () => this.defineStream('Insights',
        this.props.insights?.ingestion?.existingStream ? this.props.insights.ingestion : { ...leanest, ...given(this.props.insights?.ingestion) }),
      forget: () => this.forget({ insights: { schema: insights.schema } }),
    });
  }

  private defineStream(id: string, options: StreamingAnalyticsPipelineProps['ingestion']): StreamIngestion {
    return new StreamIngestion(this, id, { ...options, encryptionKey: this.encryptionKey, removalPolicy: this.props.removalPolicy });
  }

  private defineStorage(): PipelineStorage | undefined {
    if (!(this.props.storage?.enabled ?? true)) {
      return undefined;
    }
    return this.problems.attempt({
      path: 'storage',
      id: 'Storage',
      options: this.props.storage,
      define: () => new PipelineStorage(this, 'Storage', {
        ...this.props.storage, encryptionKey: this.encryptionKey, removalPolicy: this.props.removalPolicy,
      }),
      forget: () => this.forget({ storage: undefined }),
    });
  }

  private defineCatalog(storage: PipelineStorage): DataCatalog | undefined {
    if (!(this.props.catalog?.enabled ?? true)) {
      return undefined;
    }
    const { delivery, insights, schema } = this.props;
    let layout = { curatedPrefix: delivery?.prefix, partitioning: delivery?.partitioning };
    return this.problems.attempt({
      path: 'catalog',
      id: 'Catalog',
      options: this.props.catalog,
      aliases: { curatedPrefix: 'delivery.prefix', partitioning: 'delivery.partitioning' },
      define: () => new DataCatalog(this, 'Catalog', {
        ...this.props.catalog,
        schema,
        stream: this.ingestion.stream,
        insights: insights && this.insights && { schema: insights.schema, stream: this.insights.stream },
        curatedBucket: storage.curatedBucket,
        ...layout,
        dataFormat: Object.values(CuratedDataFormat).find((format) => format === delivery?.format?.name),
      }),
      forget: () => {
        layout = { curatedPrefix: undefined, partitioning: undefined };
        this.forget({ catalog: undefined });
      },
    });
  }

  private defineDelivery(storage: PipelineStorage): CuratedDelivery | undefined {
    if (!(this.props.delivery?.enabled ?? true)) {
      return undefined;
    }
    return this.problems.attempt({
      path: 'delivery',
      id: 'Delivery',
      aliases: { compressedRecords: 'ingestion.compressedRecords' },
      options: this.props.delivery,
      define: () => new CuratedDelivery(this, 'Delivery', {
        errorPrefix: storage.errorPrefix,
        ...given(this.props.delivery),
        schema: this.props.schema,
        stream: this.ingestion.stream,
        compressedRecords: this.props.ingestion?.compressedRecords,
        bucket: storage.curatedBucket,
        curatedTable: this.catalog?.curatedTable,
        ...this.surroundings,
      }),
      forget: () => this.forget({ delivery: undefined }),
    });
  }

  private defineStudio(catalog: DataCatalog): AnalyticsStudio | undefined {
    if (!(this.props.studio?.enabled ?? true)) {
      return undefined;
    }
    return this.problems.attempt({
      path: 'studio',
      id: 'Studio',
      options: this.props.studio,
      define: () => new AnalyticsStudio(this, 'Studio', {
        ...this.props.studio,
        databaseName: catalog.databaseName,
        sourceStreams: [this.ingestion.stream],
        targetStreams: this.insights && [this.insights.stream],
        notesBucket: this.storage?.datasetBucket,
        ...studioPlace(this.network),
        ...this.surroundings,
      }),
      forget: () => this.forget({ studio: undefined }),
    });
  }

  private defineNetwork(): PipelineNetwork | undefined {
    const { network, workbench } = this.props;
    if (!searchIsInVpc(this.props) && !studioIsInVpc(this.props) && !workbench) {
      if (network) {
        Annotations.of(this).addWarningV2('streaming-analytics-pipeline:networkUnused',
          'network decides about nothing here: there is no workbench, no Studio inside, and search is left out or public. Leave network out, or set '
          + 'search.publicEndpoint to false or studio.inVpc to true');
      }
      return undefined;
    }
    return this.problems.attempt({
      path: 'network',
      id: 'Network',
      options: network,
      define: () => new PipelineNetwork(this, 'Network', {
        ...(this.props.network?.vpc ? {} : { maxAzs: profileZones(this.props.profile) }),
        ...given(this.props.network),
        requiredServices: [...searchServices(this.props), ...studioServices(this.props)],
        publicSubnets: workbench !== undefined,
        workbenchAccess: workbench?._kind.joinsSecurityGroup ?? false,
        studioAccess: studioIsInVpc(this.props),
        removalPolicy: networkRemovalPolicy(this.props),
        ...this.surroundings,
      }),
      forget: () => this.forget({ network: undefined }),
    });
  }

  private defineSearch(): SearchDomain | undefined {
    if (!(this.props.search?.enabled ?? true)) {
      return undefined;
    }
    return this.problems.attempt({
      path: 'search',
      id: 'Search',
      options: this.props.search,
      aliases: { vpcSubnets: 'network.vpcSubnets' },
      define: () => this.props.search?.existingDomain ? new SearchDomain(this, 'Search', this.props.search) : this.defineNewDomain(),
      forget: () => this.forget({ search: undefined }),
    });
  }

  private defineNewDomain(): SearchDomain {
    const place = searchPlace(this.props, this.network);
    return new SearchDomain(this, 'Search', {
      ...profileNodes(searchZones(place, this.props), this.props.profile),
      ...given(this.props.search),
      ...place,
      securityGroups: this.network && place.vpc && [this.network.searchSecurityGroup],
      removalPolicy: this.props.removalPolicy,
      ...this.surroundings,
    });
  }

  private defineSearchFeed(search: SearchDomain, storage: PipelineStorage, delivery: SearchDelivery | undefined): SearchFeed {
    const { insights, schema } = this.props;
    const place = searchPlace(this.props, this.network);
    const others = insights && this.insights ? [{ stream: this.insights.stream, schema: insights.schema }] : [];
    return defineSearchFeed(this, this.problems, {
      delivery,
      streams: [{ stream: this.ingestion.stream, schema }, ...others],
      invalidRecordsAreKept: this.delivery !== undefined && deliveryKeepsInvalidRecords(this.props),
      way: {
        replicas: search.replicas,
        dashboards: this.props.search?.dashboards,
        domain: search.domain,
        masterUserSecret: search.masterUserSecret,
        masterRole: search.masterRole,
        deadLetterBucket: storage.curatedBucket,
        deadLetterPrefix: storage.deadLetterPrefix,
        ...place,
        securityGroups: this.network && place.vpc && [this.network.functionSecurityGroup],
        dependables: this.network && place.vpc && [this.network.connectivityEstablished],
        ...this.surroundings,
      },
    });
  }

  private defineWorkbench(): DeveloperWorkbench | undefined {
    const { removalPolicy, workbench } = this.props;
    const { network } = this;
    if (!workbench || !network) {
      return undefined;
    }
    let decided = workbench;
    const defined = this.problems.attempt({
      path: 'workbench',
      id: 'Workbench',
      aliases: { vpcSubnets: 'network.workbenchSubnets', vpc: 'network.vpc' },
      define: () => new DeveloperWorkbench(this, 'Workbench', {
        workbench: decided,
        stream: this.ingestion.stream,
        searchEndpoint: this.search?.endpoint,
        vpc: network.vpc,
        vpcSubnets: network.workbenchSubnets,
        securityGroup: network.workbenchSecurityGroup,
        encryptionKey: this.encryptionKey,
        removalPolicy,
      }),
      forget: () => { decided = Workbench.sessionManager(); },
    });
    allowSamples(defined, this.ingestion, this.search);
    return defined;
  }

  private defineMonitoring(): PipelineMonitoring | undefined {
    const { monitoring } = this.props;
    if (!(monitoring?.enabled ?? true)) {
      return undefined;
    }
    return this.problems.attempt({
      path: 'monitoring',
      id: 'Monitoring',
      options: monitoring,
      aliases: {
        deliveryBufferingInterval: 'delivery.bufferingInterval',
        searchDeliveryBufferingInterval: 'search.delivery.bufferingInterval',
        domainVolumeSize: 'search.volumeSize',
      },
      define: () => new PipelineMonitoring(this, 'Monitoring', {
        ...this.props.monitoring,
        encryptionKey: this.encryptionKey,
        ...monitoredParts(this, this.props),
      }),
      forget: () => this.forget({ monitoring: undefined }),
    });
  }

  /** Goes on as if these properties had not been set. */
  private forget(unset: { readonly [property in keyof StreamingAnalyticsPipelineProps]?: StreamingAnalyticsPipelineProps[property] }): void {
    this.props = { ...this.props, ...unset };
  }
}
