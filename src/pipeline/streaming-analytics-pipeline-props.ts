import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  InsightsOptions, PipelineCatalogOptions, PipelineDeliveryOptions, PipelineMonitoringOptions, PipelineSearchOptions, PipelineStorageOptions,
  PipelineStudioOptions,
} from './pipeline-options';
import { PipelineProfile } from './pipeline-profile';
import { PipelineEncryption } from '../encryption';
import { IngestionOptions } from '../ingestion';
import { NetworkOptions } from '../network';
import { RecordSchema } from '../schema';
import { Workbench } from '../workbench';

/** Properties of a `StreamingAnalyticsPipeline`. */
export interface StreamingAnalyticsPipelineProps {
  /** What a record on the pipeline's stream looks like. */
  readonly schema: RecordSchema;

  /**
   * The stream that records enter.
   *
   * @default - an on-demand stream that keeps records for a day
   */
  readonly ingestion?: IngestionOptions;

  /**
   * A second stream for what the Studio's analysis finds. Search indexes it beside the records.
   *
   * @default - no insights
   */
  readonly insights?: InsightsOptions;

  /**
   * Delivery of valid records to the curated bucket, and of the others to its error prefix.
   *
   * @default - Parquet, partitioned by the hour of arrival
   */
  readonly delivery?: PipelineDeliveryOptions;

  /**
   * The Glue database with the source, target and curated tables.
   *
   * @default - a database and tables named after the construct's path and the schemas
   */
  readonly catalog?: PipelineCatalogOptions;

  /**
   * The Analytics Studio application. It is not started, and so costs nothing, unless `autoStart` is set.
   *
   * @default - a Studio with one KPU
   */
  readonly studio?: PipelineStudioOptions;

  /**
   * OpenSearch and the function that feeds it.
   *
   * @default - a domain sized by the profile, in the pipeline's network
   */
  readonly search?: PipelineSearchOptions;

  /**
   * A place to explore the code of producers and consumers from.
   *
   * @default - none
   */
  readonly workbench?: Workbench;

  /**
   * The bucket of the original data set and the one of curated data.
   *
   * @default - both are defined, versioned and retained
   */
  readonly storage?: PipelineStorageOptions;

  /**
   * Where search, the workbench and a Studio with `inVpc` live.
   *
   * @default - a VPC of isolated subnets without NAT, where a part needs one
   */
  readonly network?: NetworkOptions;

  /**
   * Alarms on every place where a record can end badly, and a dashboard.
   *
   * @default - alarms without actions, and a dashboard
   */
  readonly monitoring?: PipelineMonitoringOptions;

  /**
   * How large the parts are unless their own options say otherwise.
   *
   * @default PipelineProfile.DEVELOPMENT
   */
  readonly profile?: PipelineProfile;

  /**
   * How everything that the pipeline stores is encrypted.
   *
   * @default PipelineEncryption.customerManaged()
   */
  readonly encryption?: PipelineEncryption;

  /**
   * What becomes of the resources that hold data when they leave the stack: streams, buckets, search domain, and the key of
   * `PipelineEncryption.customerManaged()` where the pipeline defines it. Logs, functions and the like go with the stack in any case.
   *
   * `RemovalPolicy.DESTROY` leaves nothing behind: the buckets are emptied first (see `storage.autoDeleteObjects`), the key is deleted after
   * 30 days, and a workbench can be terminated.
   *
   * @default - they are retained
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long logs are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Whether the stack gets outputs for everything a person needs next: bucket and stream names, function ARNs, URLs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}
