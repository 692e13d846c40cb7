import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { PipelineEncryption, SearchAccess, StreamingAnalyticsPipeline, Workbench } from '../../src';
import { averages, readings } from '../pipeline/variants';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: { readonly StringEquals?: { readonly 'kms:ViaService'?: { readonly 'Fn::Join': [string, string[]] } } };
}

function everythingOn(): Stack {
  const stack = new Stack(new App(), 'Stack');
  const pipeline = new StreamingAnalyticsPipeline(stack, 'Trips', {
    schema: readings,
    insights: { schema: averages },
    workbench: Workbench.cloud9({ ownerArn: 'arn:aws:iam::123456789012:user/ana' }),
    encryption: PipelineEncryption.customerManaged(),
    search: { access: SearchAccess.internalUser() },
    studio: { autoStart: true },
  });
  new sns.Topic(stack, 'Alarms', { masterKey: pipeline.encryptionKey });
  return stack;
}

/** What each role may do with keys, as `role: actions through service`. */
function keyUses(template: Template): string[] {
  const roles = Object.entries(template.findResources('AWS::IAM::Role')).flatMap(([id, { Properties }]) =>
    (Properties.Policies ?? []).map((policy: { PolicyDocument: { Statement: Statement[] } }) => (
      { id, statements: policy.PolicyDocument.Statement }
    )));
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) =>
    ({ id: Properties.Roles[0].Ref, statements: Properties.PolicyDocument.Statement }));
  return [...roles, ...policies].flatMap(({ id, statements }: { id: string; statements: Statement[] }) => statements
    .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))
    .map(({ Action, Resource, Condition }) => {
      expect(Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^TripsKey/), 'Arn'] });
      const through = Condition?.StringEquals?.['kms:ViaService']?.['Fn::Join'][1][0];
      return `${id.replace(/[0-9A-F]{8}$/, '')}: ${[Action].flat().join(' ')}${through ? ` through ${through.replace('.', '')}` : ''}`;
    })).sort();
}

describe('one key for everything', () => {
  test('is used by the roles that need it, through the service that they need it for, and by no others', () => {
    expect(keyUses(Template.fromStack(everythingOn()))).toEqual([
      'TripsDeliveryRole: kms:Decrypt kms:GenerateDataKey through s3',
      'TripsDeliveryRole: kms:Decrypt through kinesis',
      'TripsIndexerBootstrapFunctionRole: kms:Decrypt through secretsmanager',
      'TripsIndexerFunctionRole: kms:Decrypt',
      'TripsIndexerFunctionRole: kms:GenerateDataKey through s3',
      'TripsStudioRole: kms:Decrypt',
      'TripsStudioRole: kms:GenerateDataKey',
    ]);
  });

  test.each([
    ['AWS::Kinesis::Stream', ['StreamEncryption', 'KeyId'], 2],
    ['AWS::Lambda::Function', ['KmsKeyArn'], 4],
    ['AWS::Logs::LogGroup', ['KmsKeyId'], 8],
    ['AWS::OpenSearchService::Domain', ['EncryptionAtRestOptions', 'KmsKeyId'], 1],
    ['AWS::SecretsManager::Secret', ['KmsKeyId'], 1],
    ['AWS::SNS::Topic', ['KmsMasterKeyId'], 1],
  ])('encrypts every %s', (type, path, count) => {
    const template = Template.fromStack(everythingOn());
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    const resources = Object.values(template.findResources(type));
    expect(resources).toHaveLength(count);
    for (const { Properties } of resources) {
      expect(JSON.stringify(path.reduce((value, name) => value[name], Properties))).toContain(`"${key}"`);
    }
  });
});
