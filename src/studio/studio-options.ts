import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { DeployAsApplicationOptions } from './deploy-as-application-options';
import { StudioConnector } from './studio-connector';
import { StudioRuntime } from './studio-runtime';

/** How much a notebook writes to its log. */
export enum StudioLogLevel {
  /** Everything. Slow and costly: for a search of a fault only. */
  DEBUG = 'DEBUG',
  /** What happens. */
  INFO = 'INFO',
  /** What may be wrong. */
  WARN = 'WARN',
  /** What is wrong. */
  ERROR = 'ERROR',
}

/** What can be decided about a Studio notebook. */
export interface StudioOptions {
  /**
   * Zeppelin and Flink in their versions.
   *
   * @default StudioRuntime.ZEPPELIN_FLINK_3_0
   */
  readonly runtime?: StudioRuntime;

  /**
   * The libraries that notes can use: at most 50. They replace the default, so list the Kinesis connector too if notes read streams.
   *
   * @default - StudioConnector.kinesis()
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-connectors.html
   */
  readonly connectors?: StudioConnector[];

  /**
   * How many tasks run at once: at least 1. A running notebook is billed for `parallelism / parallelismPerKpu` Kinesis processing
   * units, rounded up, and for two more.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-scaling.html
   */
  readonly parallelism?: number;

  /**
   * How many tasks share one Kinesis processing unit (1 vCPU and 4 GB): 1 to 8.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-scaling.html
   */
  readonly parallelismPerKpu?: number;

  /**
   * Whether the service raises the parallelism, and so the bill, when the load grows.
   *
   * @default false
   */
  readonly autoScaling?: boolean;

  /**
   * How much goes to the log.
   *
   * @default StudioLogLevel.INFO
   */
  readonly logLevel?: StudioLogLevel;

  /**
   * Whether deployment starts the notebook, and waits until it runs. It is billed by the hour while it runs.
   *
   * @default false - somebody starts it in the console, or by invoking the lifecycle function with `{ "action": "start" }`
   */
  readonly autoStart?: boolean;

  /**
   * When the notebook is stopped, running or not, for example every evening.
   *
   * @default - it runs until somebody stops it
   */
  readonly stopSchedule?: scheduler.ScheduleExpression;

  /**
   * Where notes that are deployed as applications go: with it, a person can build such a note and make it an application that goes on without the notebook.
   *
   * @default - notes run in the notebook only
   * @see https://docs.aws.amazon.com/managed-flink/latest/java/how-notebook-durable.html
   */
  readonly deployAsApplication?: DeployAsApplicationOptions;

  /**
   * Experimental: whether the notes of `addNote()` are imported into the notebook: at deployment with `autoStart`, and whenever the lifecycle function is
   * invoked with `{ "action": "import" }` while the notebook runs. A note that it has already, by its name, stays as it is.
   *
   * AWS has no API for this: the function opens the notebook as a browser does, by a presigned URL, and uses the REST API of Zeppelin. A deployment does not fail when
   * that does; the function's log says why, and the notes are in the bucket for a person to import.
   *
   * @default false - a person imports them in the notebook
   */
  readonly importNotes?: boolean;
}
