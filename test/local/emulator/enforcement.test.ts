import { SSMClient } from '@aws-sdk/client-ssm';
import { makeClients } from '../../../local/emulator/clients';
import { checkEnforcement } from '../../../local/emulator/enforcement';

const ROLE = 'arn:aws:iam::000000000000:role/reader';

const answering = (statusCode: number, answer: object) => ({
  ...makeClients('http://127.0.0.1:1'),
  ssm: new SSMClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { handle: async () => ({ response: { statusCode, headers: {}, body: Buffer.from(JSON.stringify(answer)) } }) },
  }),
});

test('a role that is refused what nobody allows it shows that policies are enforced', async () => {
  await expect(checkEnforcement(answering(400, { __type: 'AccessDeniedException', message: 'no' }), ROLE)).resolves.toBeUndefined();
});

test.each([
  ['there is no such parameter', 400, { __type: 'ParameterNotFound', message: 'none' }],
  ['here it is', 200, { Parameter: { Name: 'x', Value: 'y' } }],
])('the answer that %s shows that they are not', async (_, status, answer) => {
  await expect(checkEnforcement(answering(status, answer), ROLE)).rejects.toThrow(`policies are not enforced: the role ${ROLE}`);
});
