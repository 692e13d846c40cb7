import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { DeveloperWorkbench, DeveloperWorkbenchProps, SessionManagerOptions, StreamingAnalyticsPipeline, Workbench } from '../../src';
import { stageSamples } from '../../src/workbench/samples';
import { stopScript } from '../../src/workbench/stop-when-idle';
import { readings } from '../pipeline/variants';
import { existingVpc } from '../support/vpc';

function folder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-'));
}

/** The user data of the instance, with what is known at deployment only in angle brackets. */
function userData(template: Template): string {
  const [{ Properties }] = Object.values(template.findResources('AWS::EC2::Instance'));
  const encoded: string | { 'Fn::Join': [string, (string | object)[]] } = Properties.UserData['Fn::Base64'];
  return typeof encoded === 'string' ? encoded
    : encoded['Fn::Join'][1].map((part) => typeof part === 'string' ? part : `<${Object.values(part)[0]}>`).join('');
}

function synthesize(options: SessionManagerOptions = {}, props: Partial<DeveloperWorkbenchProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const workbench = new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.sessionManager(options), vpc: existingVpc('public'), ...props });
  return { stack, workbench, template: Template.fromStack(stack), script: userData(Template.fromStack(stack)) };
}

describe('the samples', () => {
  test('are staged with the producer under the name that they import it by', () => {
    const staged = stageSamples(folder());
    expect(fs.readdirSync(staged).sort()).toEqual([
      'README.md', 'consumer.mjs', 'dashboards-proxy.mjs', 'environment.mjs', 'kcl-consumer', 'kpl-format.mjs', 'package.json', 'producer.mjs',
      'streaming-analytics-pipeline',
    ]);
    const { exports } = JSON.parse(fs.readFileSync(path.join(staged, 'streaming-analytics-pipeline', 'package.json'), 'utf8'));
    expect(fs.existsSync(path.join(staged, 'streaming-analytics-pipeline', exports['./producer']))).toBe(true);
  });

  test('need no library that their package.json does not name', () => {
    const samples = path.join(__dirname, '..', '..', 'samples');
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(samples, 'package.json'), 'utf8'));
    const imports = fs.readdirSync(samples).filter((file) => file.endsWith('.mjs'))
      .flatMap((file) => [...fs.readFileSync(path.join(samples, file), 'utf8').matchAll(/from '([^'.][^']*)'/g)].map(([, name]) => name))
      .filter((name) => !name.startsWith('node:')).map((name) => name.startsWith('@') ? name : name.split('/')[0]);
    expect([...new Set(imports)].sort()).toEqual(Object.keys(dependencies).sort());
  });

  test('are one asset, whose place the workbench tells, with either kind', () => {
    const ownerArn = 'arn:aws:iam::123456789012:user/ana';
    for (const workbench of [Workbench.sessionManager(), Workbench.cloud9({ ownerArn })]) {
      const stack = new Stack(new App(), 'Stack');
      const { samplesUrl } = new DeveloperWorkbench(stack, 'Workbench', { workbench, vpc: existingVpc('public') });
      expect(stack.resolve(samplesUrl)).toEqual({ 'Fn::Sub': expect.stringMatching(/^s3:\/\/cdk-hnb659fds-assets-.*\/[0-9a-f]{64}\.zip$/) });
    }
  });

  test('come to the instance when it is made, with tools of the distribution', () => {
    const { script } = synthesize();
    expect(script).toMatch(/\ndnf install -y java-21-amazon-corretto-devel maven nodejs22 nodejs22-npm unzip\n/);
    expect(script).toMatch(/\naws s3 cp <s3:\/\/cdk-hnb659fds-assets-.*\/[0-9a-f]{64}\.zip> \/tmp\/samples\.zip\n/);
    execFileSync('bash', ['-n'], { input: script.replace(/[<>](?=s3:| )/g, '') });
  });
});

describe('the environment of the samples', () => {
  const exported = (script: string) => Object.fromEntries([...script.matchAll(/export (\w+)='([^']*)'/g)].map(([, name, value]) => [name, value]));

  test('names the region and the application, and what else is known', () => {
    expect(exported(synthesize().script)).toEqual({ AWS_REGION: '<AWS::Region>', APPLICATION_NAME: expect.stringMatching(/^Stack-Workbench-[0-9A-F]{8}$/) });
    const stream = kinesis.Stream.fromStreamArn(new Stack(), 'Stream', 'arn:aws:kinesis:us-east-1:123456789012:stream/trips');
    expect(exported(synthesize({}, { stream, applicationName: 'trip-reader', searchEndpoint: 'search.example' }).script)).toEqual({
      AWS_REGION: '<AWS::Region>', STREAM_NAME: 'trips', APPLICATION_NAME: 'trip-reader', SEARCH_ENDPOINT: 'search.example',
    });
  });

  test('differs for two workbenches in one stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const names = ['One', 'Two'].map((id) =>
      new DeveloperWorkbench(stack, id, { workbench: Workbench.sessionManager(), vpc: existingVpc('public') }).applicationName);
    expect(new Set(names).size).toBe(2);
  });

  test('takes an application name that is known at deployment only', () => {
    const stack = new Stack(new App(), 'Stack');
    const applicationName = new CfnParameter(stack, 'Name').valueAsString;
    new DeveloperWorkbench(stack, 'Workbench', { workbench: Workbench.sessionManager(), vpc: existingVpc('public'), applicationName });
    expect(userData(Template.fromStack(stack))).toContain("export APPLICATION_NAME='<Name>'");
  });

  test.each(['ab', 'two words', 'x'.repeat(238)])('fails with %p as application name', (applicationName) => {
    expect(() => synthesize({}, { applicationName })).toThrow('applicationName must be 3 to 237 letters, digits, dots, hyphens and underscores, got "');
  });

  test('in a pipeline is that of its stream and search, which the role may use', () => {
    const stack = new Stack(new App(), 'Stack');
    const { workbench } = new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, workbench: Workbench.sessionManager() });
    const template = Template.fromStack(stack);
    expect(exported(userData(template))).toEqual({
      AWS_REGION: '<AWS::Region>',
      APPLICATION_NAME: workbench?.applicationName,
      STREAM_NAME: expect.stringMatching(/^<PipelineIngestion/),
      SEARCH_ENDPOINT: expect.stringMatching(/^<PipelineSearch.*DomainEndpoint>$/),
    });
    const statements: { Action: string | string[] }[] = Object.entries(template.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.startsWith('PipelineWorkbenchRole')).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
    expect(statements.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining([
      'kinesis:PutRecords', 'kinesis:GetRecords', 'dynamodb:CreateTable', 'cloudwatch:PutMetricData', 'es:ESHttpGet',
    ]));
  });
});

describe('automaticStop', () => {
  test('is half an hour by default, and never where it is 0', () => {
    expect(synthesize().script).toContain('-ge 1800 ]');
    expect(synthesize({ automaticStop: Duration.hours(2) }).script).toContain('-ge 7200 ]');
    expect(synthesize({ automaticStop: Duration.minutes(0) }).script).not.toContain('shutdown');
  });

  test('is looked at by a timer, whose service runs the script', () => {
    const { script } = synthesize();
    expect(script).toContain('ExecStart=/opt/workbench/stop-when-idle');
    expect(script).toContain('chmod +x /opt/workbench/stop-when-idle');
    expect(script).toContain('OnUnitActiveSec=1min');
    expect(script).toContain('systemctl enable --now stop-when-idle.timer');
  });

  test('stops the instance, where shutting down would else be able to terminate it', () => {
    synthesize().template.hasResourceProperties('AWS::EC2::Instance', { InstanceInitiatedShutdownBehavior: 'stop' });
  });

  test.each([Duration.minutes(4), Duration.days(15), Duration.seconds(330)])('fails with %s', (automaticStop) => {
    expect(() => synthesize({ automaticStop })).toThrow('automaticStop of Workbench.sessionManager in minutes must be an integer between 5 and 20160, got ');
  });

  test('fails with what is known at deployment only', () => {
    expect(() => synthesize({ automaticStop: Duration.minutes(Lazy.number({ produce: () => 30 })) }))
      .toThrow('automaticStop of Workbench.sessionManager must be known when the app is synthesized, got a token');
  });

  /** Runs the script as the timer does, where a session is there or not, and the last use was so many seconds ago. */
  function stops(session: boolean, secondsSinceLastUse?: number): boolean {
    const programs = folder();
    const lastUse = path.join(programs, 'workbench-last-use');
    const write = (name: string, lines: string[]) => fs.writeFileSync(path.join(programs, name), lines.join('\n'), { mode: 0o755 });
    write('pgrep', ['#!/bin/bash', `exit ${session ? 0 : 1}`]);
    write('shutdown', ['#!/bin/bash', `touch ${programs}/stopped`]);
    write('script', stopScript(Duration.minutes(30)));
    if (secondsSinceLastUse !== undefined) {
      const then = Date.now() / 1_000 - secondsSinceLastUse;
      fs.writeFileSync(lastUse, '');
      fs.utimesSync(lastUse, then, then);
    }
    execFileSync(path.join(programs, 'script'), { env: { PATH: `${programs}:${process.env.PATH}`, RUNTIME_FOLDER: programs } });
    return fs.existsSync(path.join(programs, 'stopped'));
  }

  test.each<[string, boolean, number | undefined, boolean]>([
    ['right after the start', false, undefined, false],
    ['while a session is open, however old the last look', true, 7_200, false],
    ['shortly after a session', false, 1_000, false],
    ['half an hour after a session', false, 1_801, true],
  ])('%s', (_, session, secondsSinceLastUse, expected) => {
    expect(stops(session, secondsSinceLastUse)).toBe(expected);
  });
});
