import { devNull } from 'node:os';

/** The emulator takes the access key for the account; its root's secret. */
export const ACCOUNT = '000000000000';
export const SECRET = 'test';
export const REGION = 'us-east-1';

/** Who calls. */
export interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** When they are asked for again. */
  readonly expiration?: Date;
}

export const ROOT: Caller = { accessKeyId: ACCOUNT, secretAccessKey: SECRET };

/**
 * The environment of a program that is to speak to the emulator as if to AWS. Nothing of the person's own AWS settings is left in it,
 * neither a profile nor the endpoint of one service: what runs locally must not reach an account.
 */
export function accountEnvironment(endpoint: string, { accessKeyId, secretAccessKey, sessionToken }: Caller = ROOT): NodeJS.ProcessEnv {
  return {
    ...withoutAws(process.env),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}

/** An environment without any setting of AWS tools. */
export function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}
