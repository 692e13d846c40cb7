import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { MOST_AZS } from './isolated-vpc';
import type { PipelineNetworkProps } from './pipeline-network';
import { Problems } from '../private/problems';
import { egressFault } from '../private/subnets';

/**
 * Checks the properties as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkNetwork(subject: string, props: PipelineNetworkProps): void {
  const problems = new Problems(subject);
  const { vpc, vpcSubnets, workbenchSubnets, maxAzs, flowLogs, flowLogTrafficType, s3PrefixListId } = props;
  if (vpc) {
    problems.notTogether('vpc', { maxAzs, flowLogs, flowLogTrafficType });
    checkSubnets(problems, vpc, props);
  } else {
    for (const [property, value] of Object.entries({ vpcSubnets, workbenchSubnets })) {
      problems.when(value !== undefined, `${property} chooses among the subnets of an existing VPC, got no vpc: set vpc, or leave out ${property}`);
    }
  }
  problems.integer('maxAzs', maxAzs, { min: 1, max: MOST_AZS });
  problems.known('maxAzs', maxAzs, 'each zone has subnets of its own');
  problems.when(flowLogs === false && flowLogTrafficType !== undefined,
    'flowLogTrafficType needs flow logs, got flowLogs: false: leave out one or the other');
  problems.when(s3PrefixListId !== undefined && !Token.isUnresolved(s3PrefixListId) && !/^pl-[0-9a-f]+$/.test(s3PrefixListId),
    `s3PrefixListId must be pl- and hexadecimal digits, got ${JSON.stringify(s3PrefixListId)}: aws ec2 describe-managed-prefix-lists tells it`);
  problems.throwIfAny();
}

function checkSubnets(problems: Problems, vpc: ec2.IVpc, props: PipelineNetworkProps): void {
  if (props.vpcSubnets) {
    problems.when(vpc.selectSubnets(props.vpcSubnets).hasPublic,
      'vpcSubnets must choose isolated or private subnets, got public ones: a function has no public address, so it would reach nothing from there');
  } else {
    problems.when(vpc.isolatedSubnets.length + vpc.privateSubnets.length === 0,
      'vpc must have isolated or private subnets, got none: choose the subnets for functions and search with vpcSubnets');
  }
  const fault = props.workbenchSubnets || props.publicSubnets ? egressFault(vpc, 'workbenchSubnets', props.workbenchSubnets) : undefined;
  if (fault) {
    problems.add(fault);
  }
}
