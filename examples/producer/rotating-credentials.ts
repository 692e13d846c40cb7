import { readFile } from 'node:fs/promises';
import { AwsCredentials, KinesisProducer } from 'streaming-analytics-pipeline/producer';

/** Credentials as `aws configure export-credentials` writes them, and many an agent that renews them. */
interface Session {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  /** ISO 8601. */
  readonly Expiration: string;
}

/**
 * A producer whose credentials somebody else renews in a file. The function is asked again some minutes before `expiration`; without an `expiration`
 * it would be asked once. The default chain (environment, container, instance) renews by itself and needs none of this.
 */
export function producerWithCredentialsFrom(file: string, streamName: string, region: string): KinesisProducer {
  const credentials = async (): Promise<AwsCredentials> => {
    const session: Session = JSON.parse(await readFile(file, 'utf8'));
    return {
      accessKeyId: session.AccessKeyId,
      secretAccessKey: session.SecretAccessKey,
      sessionToken: session.SessionToken,
      expiration: new Date(session.Expiration),
    };
  };
  return new KinesisProducer({ streamName, region, credentials });
}
