import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { hours, trips } from './tables';
import {
  FlinkAggregate, FlinkTable, FlinkWindow, PipelineStudioOptions, StreamingAnalyticsPipeline, StudioConnector, StudioNote, StudioParagraph,
  WindowedAggregation,
} from '../../src';
import { nagFindings } from '../support/nag';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function pipelineWith(studio: (stack: Stack) => PipelineStudioOptions): { readonly stack: Stack; readonly pipeline: StreamingAnalyticsPipeline } {
  const stack = new Stack(new App(), 'Stack');
  return { stack, pipeline: new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: trips, insights: { schema: hours }, studio: studio(stack) }) };
}

describe('a pipeline with all that its Studio can do', () => {
  const { stack, pipeline } = pipelineWith((scope) => {
    const bucket = s3.Bucket.fromBucketName(scope, 'Code', 'code');
    return { autoStart: true, importNotes: true, deployAsApplication: { bucket }, connectors: [StudioConnector.kinesis(), StudioConnector.udf(bucket, 'udf.jar')] };
  });
  const source = FlinkTable.source({ schema: trips, stream: pipeline.ingestion.stream, watermarkDelay: Duration.minutes(5) });
  const hourly = new WindowedAggregation({
    source, window: FlinkWindow.tumbling(Duration.hours(1)), groupBy: ['borough'], aggregates: [FlinkAggregate.count('trips')], windowId: 'hour_id',
  });
  if (pipeline.insights) {
    const target = FlinkTable.target({ schema: hours, stream: pipeline.insights.stream });
    pipeline.studio?.addNote(new StudioNote({
      name: 'Trips by hour', deployable: true, paragraphs: [StudioParagraph.sql('Hours', [source.createStatement(), target.createStatement(), hourly.insertInto(target)])],
    }));
  }
  const template = Template.fromStack(stack);

  test('leaves cdk-nag nothing to find', () => {
    expect(nagFindings(stack)).toEqual([]);
  });

  test('has roles without an action that is a wildcard', () => {
    const policies = [
      ...Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => id.includes('Studio')).map(([, { Properties }]) => Properties.PolicyDocument),
      ...Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.includes('Studio'))
        .flatMap(([, { Properties }]) => (Properties.Policies ?? []).map(({ PolicyDocument }: { PolicyDocument: object }) => PolicyDocument)),
    ];
    const statements: Statement[] = policies.flatMap(({ Statement: those }) => those);
    expect(statements.length).toBeGreaterThan(15);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    expect(statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action)).toEqual(['glue:GetDatabases']);
  });

  test('writes its notes to the dataset bucket, with both streams', () => {
    template.hasResourceProperties('Custom::StudioNote', {
      Target: { Bucket: stack.resolve(pipeline.storage?.datasetBucket.bucketName), Key: 'studio-notes/Stack/Pipeline-Studio/trips-by-hour.zpln' },
      Values: [stack.resolve(pipeline.ingestion.stream.streamName), { Ref: 'AWS::Region' }, stack.resolve(pipeline.insights?.stream.streamName)],
    });
    template.hasOutput('*', { Description: 'Notes to import into the Studio: aws s3 cp --recursive <this> notes' });
  });
});

test('a pipeline names the options of its Studio as they were written', () => {
  expect(() => pipelineWith((stack) => ({ parallelism: 0, deployAsApplication: { bucket: s3.Bucket.fromBucketName(stack, 'Code', 'code'), basePath: 'code' } })))
    .toThrow(/studio\.parallelism must be .*\n.*studio\.deployAsApplication\.basePath must be names of letters/);
});
