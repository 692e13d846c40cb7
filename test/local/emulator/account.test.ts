import { accountEnvironment } from '../../../local/emulator/account';

test('nothing of a person\'s own AWS settings reaches a program that speaks to the emulator', () => {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_PROFILE: 'production', AWS_ENDPOINT_URL_KINESIS: 'https://kinesis.us-east-1.amazonaws.com', AWS_SESSION_TOKEN: 'secret', OTHER: 'kept' });
  try {
    const environment = accountEnvironment('http://127.0.0.1:1');
    expect(environment).toMatchObject({ OTHER: 'kept', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ACCESS_KEY_ID: '000000000000', AWS_CONFIG_FILE: '/dev/null' });
    expect(Object.keys(environment).filter((name) => ['AWS_PROFILE', 'AWS_ENDPOINT_URL_KINESIS', 'AWS_SESSION_TOKEN'].includes(name))).toEqual([]);
  } finally {
    process.env = before;
  }
});
