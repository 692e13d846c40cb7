import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { StreamingAnalyticsPipelineProps } from './streaming-analytics-pipeline-props';
import { PipelineNetwork } from '../network';
import { AnalyticsStudioProps } from '../studio';

export function studioIsInVpc({ studio }: StreamingAnalyticsPipelineProps): boolean {
  return (studio?.enabled ?? true) && (studio?.inVpc ?? false);
}

/** What notes in a VPC call there besides S3: the streams, the tables, and the log. */
export function studioServices(props: StreamingAnalyticsPipelineProps): ec2.InterfaceVpcEndpointAwsService[] {
  const { KINESIS_STREAMS, GLUE, CLOUDWATCH_LOGS } = ec2.InterfaceVpcEndpointAwsService;
  return studioIsInVpc(props) ? [KINESIS_STREAMS, GLUE, CLOUDWATCH_LOGS] : [];
}

/** Where in a VPC the notebook is; empty where it is in none. */
export function studioPlace(network?: PipelineNetwork): Pick<AnalyticsStudioProps, 'vpc' | 'vpcSubnets' | 'securityGroups' | 'dependables'> {
  return network?.studioSecurityGroup ? {
    vpc: network.vpc,
    vpcSubnets: network.isolatedSubnets,
    securityGroups: [network.studioSecurityGroup],
    dependables: [network.connectivityEstablished],
  } : {};
}
