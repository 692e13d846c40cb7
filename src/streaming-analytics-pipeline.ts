import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CuratedDataFormat, DataCatalog } from './catalog';
import { CuratedDelivery, DeliveryFormat } from './delivery';
import { PipelineEncryption } from './encryption';
import { CapacityMode, IngestionOptions, StreamIngestion } from './ingestion';
import { MonitoredStream, PipelineMonitoring } from './monitoring';
import { PipelineNetwork } from './network';
import { describeOutputs } from './pipeline/described-outputs';
import { nameParts } from './pipeline/part-names';
import { InsightsOptions } from './pipeline/pipeline-options';
import { PipelineOutputs } from './pipeline/pipeline-outputs';
import { PipelineProfile } from './pipeline/pipeline-profile';
import { checkPipeline } from './pipeline/pipeline-rules';
import { profileNodes, profileZones } from './pipeline/profile-sizes';
import { warnAboutStream } from './pipeline/stream-warnings';
import { StreamingAnalyticsPipelineProps } from './pipeline/streaming-analytics-pipeline-props';
import { IndexedStream, SearchDomain, SearchIndexer } from './search';
import { PipelineStorage } from './storage';
import { AnalyticsStudio } from './studio';
import { DeveloperWorkbench } from './workbench';

const DELIVERY_BUFFERING_INTERVAL = Duration.minutes(5);

/** An existing stream has the capacity that it has. */
function insightsIngestion({ ingestion }: InsightsOptions): IngestionOptions {
  return ingestion?.existingStream ? ingestion : { capacityMode: CapacityMode.provisioned(1), ...ingestion };
}

/** Where parts that need a VPC are. */
interface Place {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
}

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
  /** The function that feeds search. */
  public readonly indexer?: SearchIndexer;
  /** The developer environment. */
  public readonly workbench?: DeveloperWorkbench;
  /** Alarms and dashboard. */
  public readonly monitoring?: PipelineMonitoring;

  private readonly props: StreamingAnalyticsPipelineProps;
  private readonly profile: PipelineProfile;
  private readonly surroundings: Surroundings;

  /**
   * @throws when a part is left out that another one needs, when two schemas have the same name, or when a part's options are out of range
   */
  constructor(scope: Construct, id: string, props: StreamingAnalyticsPipelineProps) {
    super(scope, id);
    checkPipeline(this.node.path, props);
    nameParts(this);
    this.props = props;
    this.profile = props.profile ?? PipelineProfile.DEVELOPMENT;
    this.encryptionKey = (props.encryption ?? PipelineEncryption.customerManaged())._bind(this);
    this.surroundings = { encryptionKey: this.encryptionKey, logRetention: props.logRetention ?? logs.RetentionDays.ONE_MONTH };

    this.ingestion = this.defineStream('Ingestion', props.ingestion);
    this.insights = props.insights && this.defineStream('Insights', insightsIngestion(props.insights));
    this.storage = this.defineStorage();
    this.catalog = this.storage && this.defineCatalog(this.storage);
    this.delivery = this.storage && this.defineDelivery(this.storage);
    this.studio = this.catalog && this.defineStudio(this.catalog);
    this.network = this.defineNetwork();
    this.search = this.defineSearch();
    this.indexer = this.search && this.storage && this.defineIndexer(this.search, this.storage);
    this.workbench = this.defineWorkbench();
    this.monitoring = this.defineMonitoring();
    this.warn();
    if (props.outputs ?? true) {
      new PipelineOutputs(this, 'Outputs', describeOutputs(this));
    }
  }

  private defineStream(id: string, options: StreamingAnalyticsPipelineProps['ingestion']): StreamIngestion {
    return new StreamIngestion(this, id, { ...options, encryptionKey: this.encryptionKey, removalPolicy: this.props.removalPolicy });
  }

  private warn(): void {
    const { ingestion, insights, schema } = this.props;
    const indexed = this.indexer !== undefined;
    warnAboutStream(this, { property: 'ingestion', options: ingestion, schema, delivered: this.delivery !== undefined, indexed });
    if (insights) {
      warnAboutStream(this, { property: 'insights.ingestion', options: insights.ingestion, schema: insights.schema, delivered: false, indexed });
    }
  }

  private defineStorage(): PipelineStorage | undefined {
    const { storage, removalPolicy } = this.props;
    return storage?.enabled ?? true
      ? new PipelineStorage(this, 'Storage', { ...storage, encryptionKey: this.encryptionKey, removalPolicy })
      : undefined;
  }

  private defineCatalog(storage: PipelineStorage): DataCatalog | undefined {
    const { catalog, delivery, insights, schema } = this.props;
    if (!(catalog?.enabled ?? true)) {
      return undefined;
    }
    return new DataCatalog(this, 'Catalog', {
      ...catalog,
      schema,
      stream: this.ingestion.stream,
      insights: insights && this.insights && { schema: insights.schema, stream: this.insights.stream },
      curatedBucket: storage.curatedBucket,
      curatedPrefix: delivery?.prefix,
      partitioning: delivery?.partitioning,
      dataFormat: Object.values(CuratedDataFormat).find((format) => format === delivery?.format?.name),
    });
  }

  private defineDelivery(storage: PipelineStorage): CuratedDelivery | undefined {
    const { delivery, schema } = this.props;
    if (!(delivery?.enabled ?? true)) {
      return undefined;
    }
    return new CuratedDelivery(this, 'Delivery', {
      errorPrefix: storage.errorPrefix,
      bufferingInterval: DELIVERY_BUFFERING_INTERVAL,
      ...delivery,
      schema,
      stream: this.ingestion.stream,
      bucket: storage.curatedBucket,
      curatedTable: this.catalog?.curatedTable,
      ...this.surroundings,
    });
  }

  private defineStudio(catalog: DataCatalog): AnalyticsStudio | undefined {
    const { studio } = this.props;
    if (!(studio?.enabled ?? true)) {
      return undefined;
    }
    return new AnalyticsStudio(this, 'Studio', {
      ...studio,
      databaseName: catalog.databaseName,
      sourceStreams: [this.ingestion.stream],
      targetStreams: this.insights && [this.insights.stream],
      ...this.surroundings,
    });
  }

  private defineNetwork(): PipelineNetwork | undefined {
    const { network, search, workbench } = this.props;
    if (!this.searchIsInVpc() && !workbench) {
      return undefined;
    }
    return new PipelineNetwork(this, 'Network', {
      ...(network?.vpc ? {} : { maxAzs: profileZones(this.profile) }),
      ...network,
      requiredServices: this.searchIsInVpc() && search?.access?._masterUserName !== undefined
        ? [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER] : [],
      publicSubnets: workbench !== undefined,
      workbenchAccess: workbench?._kind.joinsSecurityGroup ?? false,
      ...this.surroundings,
    });
  }

  /** A new domain is in the pipeline's VPC unless it is to be public; an existing one is where the network says that it is. */
  private searchIsInVpc(): boolean {
    const { network, search } = this.props;
    if (!(search?.enabled ?? true)) {
      return false;
    }
    return search?.existingDomain ? network?.vpc !== undefined : !(search?.publicEndpoint ?? false);
  }

  private placeOfSearch(): Place {
    return this.network && this.searchIsInVpc() ? { vpc: this.network.vpc, vpcSubnets: this.network.isolatedSubnets } : {};
  }

  private searchZones(): number {
    const { vpc, vpcSubnets } = this.placeOfSearch();
    return vpc ? new Set(vpc.selectSubnets(vpcSubnets).availabilityZones).size : profileZones(this.profile);
  }

  private defineSearch(): SearchDomain | undefined {
    const { removalPolicy, search } = this.props;
    if (!(search?.enabled ?? true)) {
      return undefined;
    }
    if (search?.existingDomain) {
      return new SearchDomain(this, 'Search', { existingDomain: search.existingDomain, administrators: search.administrators });
    }
    const place = this.placeOfSearch();
    return new SearchDomain(this, 'Search', {
      ...profileNodes(this.profile, this.searchZones()),
      ...search,
      ...place,
      securityGroups: this.network && place.vpc && [this.network.searchSecurityGroup],
      removalPolicy,
      ...this.surroundings,
    });
  }

  private defineIndexer(search: SearchDomain, storage: PipelineStorage): SearchIndexer {
    const { insights, schema } = this.props;
    const place = this.placeOfSearch();
    const streams: IndexedStream[] = [{ stream: this.ingestion.stream, schema, skipInvalidRecords: this.deliveryKeepsInvalidRecords() }];
    if (insights && this.insights) {
      streams.push({ stream: this.insights.stream, schema: insights.schema });
    }
    return new SearchIndexer(this, 'Indexer', {
      replicas: search.replicas,
      ...this.props.search,
      domain: search.domain,
      masterUserSecret: search.masterUserSecret,
      masterRole: search.masterRole,
      streams,
      deadLetterBucket: storage.curatedBucket,
      deadLetterPrefix: storage.deadLetterPrefix,
      ...place,
      securityGroups: this.network && place.vpc && [this.network.functionSecurityGroup],
      dependables: this.network && place.vpc && [this.network.connectivityEstablished],
      ...this.surroundings,
    });
  }

  /** Only the package's own transform is known to send what the schema rejects to the error prefix. */
  private deliveryKeepsInvalidRecords(): boolean {
    return this.delivery !== undefined && (this.props.delivery?.transform?._keepsInvalidRecords ?? true);
  }

  private defineWorkbench(): DeveloperWorkbench | undefined {
    const { removalPolicy, workbench } = this.props;
    if (!workbench || !this.network) {
      return undefined;
    }
    return new DeveloperWorkbench(this, 'Workbench', {
      workbench,
      vpc: this.network.vpc,
      vpcSubnets: this.network.workbenchSubnets,
      securityGroup: this.network.workbenchSecurityGroup,
      encryptionKey: this.encryptionKey,
      removalPolicy,
    });
  }

  private defineMonitoring(): PipelineMonitoring | undefined {
    const { delivery, insights, monitoring, search } = this.props;
    if (!(monitoring?.enabled ?? true)) {
      return undefined;
    }
    const streams: MonitoredStream[] = [{ name: 'Ingestion', stream: this.ingestion.stream, retentionPeriod: this.props.ingestion?.retentionPeriod }];
    if (this.insights) {
      streams.push({ name: 'Insights', stream: this.insights.stream, retentionPeriod: insights?.ingestion?.retentionPeriod });
    }
    return new PipelineMonitoring(this, 'Monitoring', {
      ...monitoring,
      streams,
      deliveryStream: this.delivery?.deliveryStream,
      deliveryBufferingInterval: this.delivery && (delivery?.bufferingInterval ?? DELIVERY_BUFFERING_INTERVAL),
      deliveryConvertsFormat: (delivery?.format ?? DeliveryFormat.parquet())._needsTable,
      transformFunction: this.delivery?.transformFunction,
      indexerFunction: this.indexer?.indexerFunction,
      indexerEventSources: this.indexer?.eventSources,
      domain: this.search?.domain,
      domainVolumeSize: search?.volumeSize,
      studioApplicationName: this.studio?.applicationName,
    });
  }
}
