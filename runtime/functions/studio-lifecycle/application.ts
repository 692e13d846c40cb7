import {
  CreateApplicationPresignedUrlCommand, DescribeApplicationCommand, KinesisAnalyticsV2Client, StartApplicationCommand, StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';

/** https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplicationPresignedUrl.html */
const SHORTEST_SESSION_SECONDS = 1_800;

/** The application that the function starts and stops. */
export interface Application {
  readonly name: string;
  /** As the service names it; undefined when there is no such application. */
  status(): Promise<string | undefined>;
  start(): Promise<void>;
  /** @param force also while it starts, scales or changes, where the service refuses otherwise */
  stop(force?: boolean): Promise<void>;
  /** A URL that opens the running notebook, for three minutes. */
  url(): Promise<string>;
}

export class ManagedApplication implements Application {
  constructor(readonly name: string, private readonly client: Pick<KinesisAnalyticsV2Client, 'send'>) {}

  async status(): Promise<string | undefined> {
    try {
      const { ApplicationDetail } = await this.client.send(new DescribeApplicationCommand({ ApplicationName: this.name }));
      return ApplicationDetail?.ApplicationStatus;
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  async start(): Promise<void> {
    await this.client.send(new StartApplicationCommand({ ApplicationName: this.name }));
  }

  async stop(force?: boolean): Promise<void> {
    await this.client.send(new StopApplicationCommand({ ApplicationName: this.name, Force: force }));
  }

  async url(): Promise<string> {
    const { AuthorizedUrl } = await this.client.send(new CreateApplicationPresignedUrlCommand({
      ApplicationName: this.name, UrlType: 'ZEPPELIN_UI_URL', SessionExpirationDurationInSeconds: SHORTEST_SESSION_SECONDS,
    }));
    if (AuthorizedUrl === undefined) throw new Error(`application ${this.name} has no URL`);
    return AuthorizedUrl;
  }
}
