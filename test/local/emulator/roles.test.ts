import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { makeClients } from '../../../local/emulator/clients';
import { asOneself, asRole } from '../../../local/emulator/roles';

const ROLE = 'arn:aws:iam::000000000000:role/reader';

function clientsWith(answer: string) {
  const asked: string[] = [];
  const sts = new STSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async ({ body }: { readonly body: string }) => {
        asked.push(body);
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(answer) } };
      },
    },
  });
  return { clients: { ...makeClients('http://127.0.0.1:1'), sts }, asked };
}

const CREDENTIALS = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ROLEKEY</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
  <SessionToken>t</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

test('a role is taken on once, when it is needed, and its clients sign with its keys', async () => {
  const { clients, asked } = clientsWith(CREDENTIALS);
  const actAs = asRole(clients, 'http://127.0.0.1:1', 'session');
  const reader = actAs(ROLE);
  expect(asked).toEqual([]);
  expect(actAs(ROLE)).toBe(reader);
  for (const { config } of [reader.ssm, reader.kinesis]) {
    expect(await config.credentials()).toMatchObject({ accessKeyId: 'ROLEKEY', secretAccessKey: 's', sessionToken: 't' });
  }
  expect(asked[0]).toContain(`RoleArn=${encodeURIComponent(ROLE)}&RoleSessionName=session`);
  expect(asked[0]).toContain('ExternalId=000000000000');
});

test('a role without credentials is an error that names it', async () => {
  const { clients } = clientsWith('<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>');
  const { ssm } = asRole(clients, 'http://127.0.0.1:1', 'session')(ROLE);
  await expect(ssm.send(new GetParameterCommand({ Name: 'x' }))).rejects.toThrow(`no credentials came for the role ${ROLE}`);
});

test('where no policy is enforced, every role is the caller', () => {
  const clients = makeClients('http://127.0.0.1:1');
  expect(asOneself(clients)(ROLE)).toBe(clients);
});
