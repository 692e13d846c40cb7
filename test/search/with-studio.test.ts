import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { insights, trips } from './indexers';
import { AnalyticsStudio, CapacityMode, SearchAccess, SearchDomain, SearchIndexer, StreamIngestion } from '../../src';

/** Two streams, a notebook from one to the other, and search over both, with one key and one administrator for everything. */
class Together extends Construct {
  constructor(scope: Construct, id: string, access: SearchAccess) {
    super(scope, id);
    const encryptionKey = new kms.Key(this, 'Key');
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 1, natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const source = new StreamIngestion(this, 'Source', { encryptionKey }).stream;
    const target = new StreamIngestion(this, 'Target', { encryptionKey, capacityMode: CapacityMode.provisioned(1) }).stream;
    const studio = new AnalyticsStudio(this, 'Studio', { databaseName: 'trips', sourceStreams: [source], targetStreams: [target], encryptionKey, autoStart: true });
    const search = new SearchDomain(this, 'Search', { vpc, encryptionKey, access, administrators: [studio.role] });
    const indexer = new SearchIndexer(this, 'Indexer', {
      domain: search.domain,
      masterUserSecret: search.masterUserSecret,
      streams: [{ stream: source, schema: trips }, { stream: target, schema: insights }],
      deadLetterBucket: new s3.Bucket(this, 'Bucket', { encryptionKey }),
      encryptionKey,
      vpc,
    });
    indexer.connections.allowTo(search, ec2.Port.tcp(443));
    encryptionKey.grantDecrypt(studio);
    search.domain.grantIndexRead('trips', new iam.Role(this, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
  }
}

describe('search beside a notebook', () => {
  test.each([['IAM', SearchAccess.iam()], ['an internal user', SearchAccess.internalUser()]])('has no cycle, twice in one stack, with access by %s', (_, access) => {
    const stack = new Stack(new App(), 'Stack');
    new Together(stack, 'One', access);
    new Together(stack, 'Two', access);
    // fromStack looks for cycles by Ref, GetAtt, Sub and DependsOn
    const rendered = Template.fromStack(stack);
    rendered.resourceCountIs('AWS::OpenSearchService::Domain', 2);
    rendered.resourceCountIs('AWS::KinesisAnalyticsV2::Application', 2);
  });

  test('would show a cycle', () => {
    const stack = new Stack(new App(), 'Stack');
    const key = new kms.Key(stack, 'Key');
    const studio = new AnalyticsStudio(stack, 'Studio', { databaseName: 'trips', encryptionKey: key });
    key.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.ArnPrincipal(studio.role.roleArn)], actions: ['kms:Decrypt'], resources: ['*'] }));
    expect(() => Template.fromStack(stack)).toThrow(/dependency cycle/);
  });
});
