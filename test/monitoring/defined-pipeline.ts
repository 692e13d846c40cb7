import { RemovalPolicy, Size, Token } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PipelineMonitoringProps } from '../../src';

/** Every part that a pipeline can have, defined in the same stack, so that every name is known only at deployment. */
export function definedPipeline(scope: Construct): PipelineMonitoringProps {
  const [trips, insights] = ['Trips', 'Insights'].map((id) => new kinesis.Stream(scope, id));
  const code = lambda.Code.fromInline('exports.handler = async () => {};');
  const handler = (id: string) => new lambda.Function(scope, id, { code, handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X });
  const indexerFunction = handler('Indexer');
  return {
    streams: [{ name: 'Trips', stream: trips }, { name: 'Insights', stream: insights }],
    deliveryStream: new firehose.DeliveryStream(scope, 'Delivery', {
      source: new firehose.KinesisStreamSource(trips), destination: new firehose.S3Bucket(new s3.Bucket(scope, 'Bucket')),
    }),
    transformFunction: handler('Transform'),
    indexerFunction,
    indexerEventSources: [trips, insights].map(({ streamArn }, index) => indexerFunction.addEventSourceMapping(`Source${index}`, {
      eventSourceArn: streamArn, startingPosition: lambda.StartingPosition.LATEST,
    })),
    domain: new opensearch.Domain(scope, 'Domain', {
      version: opensearch.EngineVersion.OPENSEARCH_2_19, removalPolicy: RemovalPolicy.DESTROY,
    }),
    domainVolumeSize: Size.gibibytes(10),
    studioApplicationName: Token.asString({ Ref: 'Notebook' }),
  };
}
