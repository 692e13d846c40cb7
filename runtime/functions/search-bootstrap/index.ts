import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createHandler } from './handler';
import type { SearchBootstrapConfig } from '../../../src/search/search-bootstrap-config';
import { systemClock } from '../shared/clock';
import { readConfig } from '../shared/config';
import { logToStandardOutput } from '../shared/log';

const config = readConfig<SearchBootstrapConfig>(__dirname);
const secrets = new SecretsManagerClient({});

export const handler = createHandler(config, {
  environment: process.env,
  fetch,
  clock: systemClock,
  log: logToStandardOutput,
  readSecret: async (SecretId) => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    return SecretString ?? '';
  },
});
