import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { AnalyticsStudioProps } from './analytics-studio';
import { checkDeployAsApplication } from './deploy-as-application';
import { StudioRuntime } from './studio-runtime';
import { Problems } from '../private/problems';

const MOST_CONNECTORS = 50;
const MOST_PARALLELISM_PER_KPU = 8;
/** https://docs.aws.amazon.com/managed-flink/latest/java/how-zeppelin-connectors.html */
const KINESIS_CONNECTORS = /^1\.15\.([2-9]|\d{2,})$/;

/** @throws an error that lists every problem with the properties of a notebook */
export function checkStudio(studio: IConstruct, props: AnalyticsStudioProps): void {
  const problems = new Problems(`AnalyticsStudio ${studio.node.path}`);
  const { parallelism, connectors = [], runtime = StudioRuntime.ZEPPELIN_FLINK_3_0 } = props;
  const known = runtime === StudioRuntime.ZEPPELIN_FLINK_3_0;
  problems.when(parallelism !== undefined && !Token.isUnresolved(parallelism) && (!Number.isInteger(parallelism) || parallelism < 1),
    `parallelism must be an integer of at least 1, got ${parallelism}: 1 is the cheapest`);
  problems.integer('parallelismPerKpu', props.parallelismPerKpu, { min: 1, max: MOST_PARALLELISM_PER_KPU });
  problems.when(connectors.length > MOST_CONNECTORS, `connectors must be at most ${MOST_CONNECTORS}, got ${connectors.length}: leave some out`);
  for (const { _kinesisVersion: version } of connectors) {
    problems.when(known && version !== undefined && !Token.isUnresolved(version) && !KINESIS_CONNECTORS.test(version),
      `connectors must fit the runtime, whose Kinesis connector is 1.15.2 or a later 1.15, got ${JSON.stringify(version)}: leave the version out`);
  }
  for (const [name, value] of Object.entries({ vpcSubnets: props.vpcSubnets, securityGroups: props.securityGroups })) {
    problems.when(value !== undefined && props.vpc === undefined, `${name} needs a vpc, got none: add vpc, or leave ${name} out`);
  }
  checkDeployAsApplication(problems, props.deployAsApplication);
  problems.throwIfAny();
}
