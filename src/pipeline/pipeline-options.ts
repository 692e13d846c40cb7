import { CatalogOptions } from '../catalog';
import { DeliveryOptions } from '../delivery';
import { IngestionOptions } from '../ingestion';
import { MonitoringOptions } from '../monitoring';
import { RecordSchema } from '../schema';
import { SearchOptions } from '../search';
import { StorageOptions } from '../storage';
import { StudioOptions } from '../studio';

/** The second stream of a pipeline: what the Studio's analysis writes, and search shows beside the records. */
export interface InsightsOptions {
  /** What an insight looks like. Its name must differ from that of the records' schema. */
  readonly schema: RecordSchema;

  /**
   * The stream that carries the insights.
   *
   * @default - one provisioned shard, since an idle on-demand stream costs more than twice as much
   */
  readonly ingestion?: IngestionOptions;
}

/** How records reach the curated bucket, in a pipeline. */
export interface PipelineDeliveryOptions extends DeliveryOptions {
  /**
   * Whether the pipeline has this part.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** The Glue catalogue, in a pipeline. */
export interface PipelineCatalogOptions extends CatalogOptions {
  /**
   * Whether the pipeline has this part. Delivery in Parquet and the Studio need it.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** The Analytics Studio application, in a pipeline. */
export interface PipelineStudioOptions extends StudioOptions {
  /**
   * Whether the pipeline has this part.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whether notes run in the pipeline's network, where they reach what is in its VPC; allow that by `studio.connections`. Those subnets have no way
   * out, so a VPC that is defined gets one interface endpoint each for Kinesis, Glue and CloudWatch Logs, about 22 USD a month together in
   * us-east-1, and notes reach nothing else: no public address and no library that is not among `connectors`.
   *
   * @default false - notes reach the internet and no VPC
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/vpc-internet.html
   */
  readonly inVpc?: boolean;
}

/** OpenSearch and the function that feeds it, in a pipeline. */
export interface PipelineSearchOptions extends SearchOptions {
  /**
   * Whether the pipeline has this part.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whether the domain has a public endpoint, where IAM decides about each request, instead of a place in the pipeline's network.
   * A domain cannot move from one to the other later.
   *
   * @default false - an existing domain counts as public unless `network.vpc` says where it is
   */
  readonly publicEndpoint?: boolean;
}

/** The buckets, in a pipeline. */
export interface PipelineStorageOptions extends StorageOptions {
  /**
   * Whether the pipeline has this part. Delivery and search need it.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Alarms and dashboard, in a pipeline. */
export interface PipelineMonitoringOptions extends MonitoringOptions {
  /**
   * Whether the pipeline has this part.
   *
   * @default true
   */
  readonly enabled?: boolean;
}
