import { createHandler } from './handler';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { systemClock } from '../shared/clock';
import { readConfig } from '../shared/config';
import { logToStandardOutput } from '../shared/log';

const config = readConfig<SearchBootstrapConfig>(__dirname);

export const handler = createHandler(config, {
  environment: process.env,
  fetch,
  clock: systemClock,
  log: logToStandardOutput,
  readSecret: async (SecretId) => {
    // only a domain with a master user has a secret
    const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId }));
    return SecretString ?? '';
  },
});
