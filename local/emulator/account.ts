import { devNull } from 'node:os';

/** The emulator takes the access key for the account; its root's secret. */
export const ACCOUNT = '000000000000';
export const SECRET = 'test';
export const REGION = 'us-east-1';

/**
 * The environment of a program that is to speak to the emulator as if to AWS. Nothing of the person's own AWS settings is left in it,
 * neither a profile nor the endpoint of one service: what runs locally must not reach an account.
 */
export function accountEnvironment(endpoint: string): NodeJS.ProcessEnv {
  return {
    ...withoutAws(process.env),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: SECRET,
  };
}

/** An environment without any setting of AWS tools. */
export function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}
