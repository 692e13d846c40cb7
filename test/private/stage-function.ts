import * as fs from 'fs';
import * as os from 'os';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { functionCode } from '../../src/private/function-code';

/** Run in a process of its own: synthesizes a function with a configuration and says what it did. */
const app = new App();
const stack = new Stack(app, 'Stack');
new lambda.Function(stack, 'Function', {
  code: functionCode('indexer', JSON.parse(process.argv[2])), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X,
});
const template = app.synth().getStackByName('Stack').template;
const resource = Object.values<{ Type: string; Properties: { Code?: { S3Key: string } } }>(template.Resources)
  .find(({ Type }) => Type === 'AWS::Lambda::Function');
process.stdout.write(JSON.stringify({
  asset: resource?.Properties.Code?.S3Key,
  staged: fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('streaming-analytics-indexer-')),
}));
