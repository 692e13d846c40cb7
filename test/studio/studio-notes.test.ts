import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { trips } from './tables';
import { AnalyticsStudio, AnalyticsStudioProps, FlinkTable, StudioNote, StudioParagraph } from '../../src';
import { nagFindings } from '../support/nag';

function setUp(props: Partial<AnalyticsStudioProps> = {}, encrypted = false) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const encryptionKey = encrypted ? new kms.Key(stack, 'Key', { enableKeyRotation: true }) : undefined;
  const notesBucket = new s3.Bucket(stack, 'Bucket', { encryptionKey, enforceSSL: true, serverAccessLogsPrefix: 'logs/' });
  const stream = new kinesis.Stream(stack, 'Stream', { encryption: kinesis.StreamEncryption.MANAGED });
  const studio = new AnalyticsStudio(stack, 'Studio', { databaseName: 'trips', notesBucket, ...props });
  const table = FlinkTable.source({ schema: trips, stream, watermarkDelay: Duration.minutes(5) });
  const note = (name: string) => new StudioNote({ name, paragraphs: [StudioParagraph.tables('Tables', [table])] });
  return { app, stack, studio, note };
}

const TARGET = { Bucket: { Ref: Match.stringLikeRegexp('^Bucket') }, Key: 'studio-notes/Stack/Studio/trips-by-hour.zpln' };

describe('a note of a Studio', () => {
  test('is a file without the names that only a deployment knows, and a resource that puts them in', () => {
    const { app, stack, studio, note } = setUp();
    studio.addNote(note('Trips by hour'));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('Custom::StudioNote', {
      ServiceToken: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StudioLifecycleFunction'), 'Arn'] },
      // without it CloudFormation waits an hour for a function that cannot answer
      ServiceTimeout: '1200',
      Target: TARGET,
      Values: [{ Ref: Match.stringLikeRegexp('^Stream') }, { Ref: 'AWS::Region' }],
    });
    const [{ Properties: { Template: { Key } } }] = Object.values(template.findResources('Custom::StudioNote'));
    const file: { paragraphs: { text: (string | number)[] }[] } = JSON.parse(fs.readFileSync(path.join(app.synth().directory, `asset.${Key}`), 'utf8'));
    const { text } = file.paragraphs[0];
    expect(text.filter((part) => typeof part === 'number')).toEqual([0, 1]);
    expect(text.join('')).toContain("'stream' = '0',\n  'aws.region' = '1',");
    expect(stack.resolve(studio.notesUrl)).toEqual({ 'Fn::Join': ['', ['s3://', { Ref: expect.stringMatching('^Bucket') }, '/studio-notes/Stack/Studio/']] });
  });

  test('is written by a function that may write notes and read their templates only, and imports nothing unless asked', () => {
    const { stack, studio, note } = setUp({}, true);
    studio.addNote(note('Trips by hour'));
    studio.addNote(note('Trips by day'));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['s3:PutObject', 's3:DeleteObject'],
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Bucket'), 'Arn'] }, '/studio-notes/Stack/Studio/*']] },
          }),
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } }),
          Match.objectLike({ Action: 's3:GetObject', Resource: [Match.anyValue(), Match.anyValue()] }),
        ]),
      },
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('CreateApplicationPresignedUrl');
    template.resourceCountIs('Custom::StudioNote', 2);
    for (const resource of Object.values(template.findResources('Custom::StudioNote'))) {
      expect(resource.DependsOn).toEqual([expect.stringMatching('^StudioLifecycleFunctionRoleDefaultPolicy')]);
    }
    expect(nagFindings(stack)).toEqual([]);
  });

  test('is imported when asked, after it was written', () => {
    const { stack, studio, note } = setUp({ importNotes: true, autoStart: true });
    studio.addNote(note('Trips by hour'));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          NOTES: { 'Fn::Join': ['', ['[{"Bucket":"', { Ref: Match.stringLikeRegexp('^Bucket') }, '","Key":"studio-notes/Stack/Studio/trips-by-hour.zpln"}]']] },
        },
      },
    });
    template.hasResource('Custom::StudioAutoStart', {
      Properties: { Notes: [Match.stringLikeRegexp('^[0-9a-f]{64}$')] },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^StudioLifecycleNote')]),
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['kinesisanalytics:CreateApplicationPresignedUrl']) })]),
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['s3:PutObject', 's3:DeleteObject', 's3:GetObject'] })]) },
    });
    expect(nagFindings(stack)).toEqual([]);
  });

  test('needs a bucket and a name of its own', () => {
    const { studio, note } = setUp();
    studio.addNote(note('Trips by hour'));
    expect(() => studio.addNote(note('trips-by hour'))).toThrow('notes must have names that differ in letters and digits, got "trips-by hour" a second time: rename one');
    const without = setUp({ notesBucket: undefined });
    expect(without.studio.notesUrl).toBeUndefined();
    expect(() => without.studio.addNote(note('Trips'))).toThrow('AnalyticsStudio Stack/Studio: notesBucket must say where notes are written, got none: set it to a bucket of the app');
  });
});
