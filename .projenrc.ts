import { awscdk, javascript } from 'projen';
import { defineCommands } from './projenrc/commands';
import { nameThePackageInExamples } from './projenrc/examples';
import { layOutHouse } from './projenrc/house';
import { publishSubpaths } from './projenrc/package';
import { bundleRuntime } from './projenrc/runtime';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'streaming-analytics-pipeline',
  description: 'A whole real-time analytics pipeline on Amazon Kinesis as one AWS CDK construct, with the producer that feeds it',
  author: 'Streaming Analytics Pipeline developers',
  authorAddress: 'developers@streaminganalytics.example',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/streaminganalytics/streaming-analytics-pipeline.git',
  license: 'Apache-2.0',
  stability: 'experimental',
  keywords: ['aws', 'aws-cdk', 'awscdk', 'kinesis', 'firehose', 'flink', 'opensearch', 'glue', 'streaming', 'analytics', 'kpl', 'producer'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  sampleCode: false,
  tsconfigDevFile: 'tsconfig.dev.json',

  cdkVersion: '2.260.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '22.x',
  compressAssembly: true,
  // maps would double the package; a tag of the repository has the sources of a release
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },

  publishToPypi: { distName: 'streaming-analytics-pipeline', module: 'streaming_analytics_pipeline' },
  publishToMaven: {
    javaPackage: 'io.github.streaminganalytics.pipeline',
    mavenGroupId: 'io.github.streaminganalytics',
    mavenArtifactId: 'streaming-analytics-pipeline',
    mavenServerId: 'central-ossrh',
  },
  publishToGo: { moduleName: 'github.com/streaminganalytics/streaming-analytics-pipeline-go', packageName: 'streaminganalyticspipeline' },

  devDeps: [
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-cloudwatch@^3',
    '@aws-sdk/client-cloudwatch-logs@^3',
    '@aws-sdk/client-dynamodb@^3',
    '@aws-sdk/client-firehose@^3',
    '@aws-sdk/client-glue@^3',
    '@aws-sdk/client-iam@^3',
    '@aws-sdk/client-kinesis@^3',
    '@aws-sdk/client-kinesis-analytics-v2@^3',
    '@aws-sdk/client-lambda@^3',
    '@aws-sdk/client-s3@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-sqs@^3',
    '@aws-sdk/client-ssm@^3',
    '@aws-sdk/client-sts@^3',
    '@aws-sdk/lib-storage@^3',
    '@duckdb/node-api@1.5.6-r.1',
    '@opensearch-project/opensearch@^3',
    '@jest/expect@^30',
    '@smithy/node-http-handler@^4',
    '@smithy/signature-v4@^5',
    '@aws-crypto/sha256-js@^5',
    '@opentelemetry/api@~1.9.0',
    '@opentelemetry/sdk-metrics@^2',
    '@stryker-mutator/instrumenter@9.6.1',
    '@types/aws-lambda@^8',
    '@types/cli-progress@^3',
    '@types/node@^20',
    'ajv@^8',
    'ajv-formats@^3',
    'aws-cdk@2.1148.1',
    'aws-kinesis-agg@4.2.8',
    'cdk-nag@~3.0.2',
    'cli-progress@^3',
    'csv-parse@^6',
    'esbuild@^0.28.2',
    'fast-check@^4',
    'fflate@^0.8',
    'hpagent@^1',
    'jest-circus@^30',
    'jest-mock@^30',
    'jest-snapshot@^30',
    'lossless-json@^4',
    'luxon@^3',
    '@types/luxon@^3',
    'pure-rand@^8',
    'tsx@^4',
  ],

  jestOptions: {
    passWithNoTests: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      roots: ['<rootDir>/test'],
      collectCoverage: false,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
    },
  },
  eslintOptions: {
    dirs: ['src', 'runtime', 'local', 'examples/taxi', 'examples/producer', 'projenrc'],
    devdirs: ['test', 'bench'],
    tsconfigPath: './tsconfig.dev.json',
  },
  gitignore: ['.jsii.gz', 'cdk.out/', 'cdk-integ.out.*/', '**/*.snapshot/asset.*/', '**/*.snapshot/*.metadata.json', '.local/', '*.tgz', '.DS_Store'],
});

bundleRuntime(project);
publishSubpaths(project);
layOutHouse(project);
nameThePackageInExamples(project);
defineCommands(project);

project.synth();
