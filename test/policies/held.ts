/** A statement that no step shows to be needed: its actions are AWS's, word for word. */
export interface HeldStatement {
  /** Logical id of the role, or of the resource that the policy belongs to, without its hash. */
  readonly owner: string;
  readonly actions: readonly string[];
  /** Where AWS, or the code that makes the calls, names these actions. */
  readonly page: string;
}

const KINESIS_KMS = 'https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html';
const S3_KMS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html';
const LAMBDA_VPC = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html';
const FIREHOSE = 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html';
const ES_HTTP = 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html';
const STUDIO = 'https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_Operations.html';
const SESSION_MANAGER = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html';

const DESCRIBE_INTERFACES = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
const CHANGE_INTERFACES = [
  'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:UnassignPrivateIpAddresses',
];

const KCL = 'https://docs.aws.amazon.com/streams/latest/dev/kcl-iam-permissions.html';

/** Whom each role trusts: the emulator has no services that could ask. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export const TRUSTED_SERVICES: { readonly [role: string]: string } = {
  PipelineDeliveryTransformRole: 'lambda.amazonaws.com',
  PipelineDeliveryRole: 'firehose.amazonaws.com',
  PipelineStudioRole: 'kinesisanalytics.amazonaws.com',
  PipelineStudioLifecycleFunctionRole: 'lambda.amazonaws.com',
  PipelineNetworkFlowLogRole: 'vpc-flow-logs.amazonaws.com',
  PipelineIndexerFunctionRole: 'lambda.amazonaws.com',
  PipelineIndexerBootstrapFunctionRole: 'lambda.amazonaws.com',
  PipelineWorkbenchRole: 'ec2.amazonaws.com',
};

export const HELD_STATEMENTS: readonly HeldStatement[] = [
  { owner: 'PipelineDeliveryRole', actions: ['kms:Decrypt'], page: FIREHOSE },
  { owner: 'PipelineDeliveryRole', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], page: FIREHOSE },
  { owner: 'PipelineStudioRole', actions: ['kms:Decrypt'], page: KINESIS_KMS },
  { owner: 'PipelineStudioRole', actions: ['kms:GenerateDataKey'], page: KINESIS_KMS },
  { owner: 'PipelineStudioRole', actions: ['kinesisanalytics:DescribeApplication'], page: STUDIO },
  {
    owner: 'PipelineStudioLifecycleFunctionRole',
    actions: ['kinesisanalytics:DescribeApplication', 'kinesisanalytics:StartApplication', 'kinesisanalytics:StopApplication'],
    page: STUDIO,
  },
  { owner: 'PipelineStudioLifecycleFunctionRole', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], page: S3_KMS },
  { owner: 'PipelineIndexerFunctionRole', actions: DESCRIBE_INTERFACES, page: LAMBDA_VPC },
  { owner: 'PipelineIndexerFunctionRole', actions: CHANGE_INTERFACES, page: LAMBDA_VPC },
  { owner: 'PipelineIndexerFunctionRole', actions: ['kms:GenerateDataKey'], page: S3_KMS },
  { owner: 'PipelineIndexerFunctionRole', actions: ['kms:Decrypt'], page: KINESIS_KMS },
  { owner: 'PipelineIndexerFunctionRole', actions: ['es:ESHttpGet'], page: ES_HTTP },
  { owner: 'PipelineIndexerFunctionRole', actions: ['es:ESHttpPost'], page: ES_HTTP },
  { owner: 'PipelineIndexerBootstrapFunctionRole', actions: DESCRIBE_INTERFACES, page: LAMBDA_VPC },
  { owner: 'PipelineIndexerBootstrapFunctionRole', actions: CHANGE_INTERFACES, page: LAMBDA_VPC },
  { owner: 'PipelineIndexerBootstrapFunctionRole', actions: ['es:ESHttpGet'], page: ES_HTTP },
  { owner: 'PipelineIndexerBootstrapFunctionRole', actions: ['es:ESHttpPut'], page: ES_HTTP },
  { owner: 'PipelineIndexerBootstrapFunctionRole', actions: ['es:ESHttpPost'], page: ES_HTTP },
  {
    owner: 'PipelineWorkbenchRole',
    actions: [
      'ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    page: SESSION_MANAGER,
  },
  { owner: 'PipelineWorkbenchRole', actions: ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], page: KINESIS_KMS },
  { owner: 'PipelineWorkbenchRole', actions: ['kms:Decrypt'], page: KINESIS_KMS },
  { owner: 'PipelineWorkbenchRole', actions: ['cloudwatch:PutMetricData'], page: KCL },
  {
    owner: 'PipelineWorkbenchRole',
    actions: ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost', 'es:ESHttpPut'],
    page: ES_HTTP,
  },
];
