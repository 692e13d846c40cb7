/** The emulator takes the access key for the account; its root's secret. */
export const ACCOUNT = '000000000000';
export const SECRET = 'test';
export const REGION = 'us-east-1';

/** What a program needs to speak to the emulator as if to AWS. */
export function accountEnvironment(endpoint: string): { readonly [name: string]: string } {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: SECRET,
  };
}
