import {
  DescribeApplicationCommand, KinesisAnalyticsV2Client, StartApplicationCommand, StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';

/** The application that the function starts and stops. */
export interface Application {
  readonly name: string;
  /** As the service names it; undefined when there is no such application. */
  status(): Promise<string | undefined>;
  start(): Promise<void>;
  stop(): Promise<void>;
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

  async stop(): Promise<void> {
    await this.client.send(new StopApplicationCommand({ ApplicationName: this.name }));
  }
}
