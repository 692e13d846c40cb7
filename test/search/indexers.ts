import * as fs from 'fs';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Field, IndexedStream, RecordSchema, SearchAccess, SearchDomain, SearchIndexer, SearchIndexerProps } from '../../src';

export const EVENT_SOURCE = 'AWS::Lambda::EventSourceMapping';
const ZONES = ['a'];

export function schema(name: string): RecordSchema {
  return new RecordSchema({ name, fields: [Field.ofString('trip_id', { required: true }), Field.ofTimestamp('pickup_at')], documentId: 'trip_id' });
}

export const trips = schema('trips');
export const insights = schema('insights');

export function newStack(): Stack {
  return new Stack(new App(), 'Stack');
}

export function streamIn(stack: Stack, name: string, encryptionKey?: kms.IKey): kinesis.IStream {
  return kinesis.Stream.fromStreamAttributes(stack, name, { streamArn: `arn:aws:kinesis:us-east-1:123456789012:stream/${name}`, encryptionKey });
}

export function vpcIn(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', availabilityZones: ZONES, isolatedSubnetIds: ['isolated-a'], privateSubnetIds: ['private-a'],
  });
}

export function indexer(props: Partial<SearchIndexerProps> = {}, stack = newStack(), id = 'Indexer'): SearchIndexer {
  return new SearchIndexer(stack, id, {
    domain: new SearchDomain(stack, `${id}Search`).domain,
    streams: [{ stream: streamIn(stack, `${id}Trips`), schema: trips }],
    deadLetterBucket: s3.Bucket.fromBucketName(stack, `${id}Bucket`, 'curated'),
    ...props,
  });
}

export function synthesize(props: Partial<SearchIndexerProps> = {}, stack = newStack()): Template {
  return Template.fromStack(Stack.of(indexer(props, stack)));
}

export function withStreams(make: (stack: Stack) => IndexedStream[]): SearchIndexer {
  const stack = newStack();
  return indexer({ streams: make(stack) }, stack);
}

/** Everything that search consists of, in a VPC, with a key, an internal user and two streams. */
export function everythingOn(): Stack {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const vpc = vpcIn(stack);
  const search = new SearchDomain(stack, 'Search', { vpc, encryptionKey, access: SearchAccess.internalUser() });
  const construct = new SearchIndexer(stack, 'Indexer', {
    domain: search.domain,
    masterUserSecret: search.masterUserSecret,
    streams: [
      { stream: streamIn(stack, 'trips', encryptionKey), schema: trips, skipInvalidRecords: true },
      { stream: streamIn(stack, 'insights', encryptionKey), schema: insights, index: 'insights-of-trips' },
    ],
    deadLetterBucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'curated', encryptionKey }),
    deadLetterPrefix: 'search/dead/',
    vpc,
    encryptionKey,
  });
  construct.connections.allowTo(search, ec2.Port.tcp(443));
  return stack;
}

/** The configuration that travels in the asset of a function. */
export function configOf(stack: Stack, functionId: string): Record<string, unknown> {
  const assembly = App.of(stack);
  if (!App.isApp(assembly)) {
    throw new Error('the stack is in no app');
  }
  const { directory } = assembly.synth();
  const [found] = Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function')).filter(([id]) => id.startsWith(functionId));
  const asset = found[1].Properties.Code.S3Key.replace('.zip', '');
  return JSON.parse(fs.readFileSync(path.join(directory, `asset.${asset}`, 'config.json'), 'utf8'));
}

export function statementsOf(rendered: Template, role: string): { Action: string | string[]; Resource: unknown }[] {
  return Object.values(rendered.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(role)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
