/** Hours of a month, as AWS's own calculator counts. */
export const HOURS = 730;

/**
 * What things cost in us-east-1 while nothing uses them, in USD, as noted on 2026-11-23; those of the shard hour, of the search instance and of its
 * disk were not read off AWS's pages but are from memory. Other Regions differ; requests, traffic and stored data come on top.
 */
export const PRICES = {
  /** https://aws.amazon.com/kinesis/data-streams/pricing/ */
  onDemandStreamHour: 0.04,
  shardHour: 0.015,
  /** https://aws.amazon.com/kms/pricing/ */
  keyMonth: 1,
  /** https://aws.amazon.com/opensearch-service/pricing/ */
  searchInstanceHours: { 't3.small.search': 0.036 },
  searchGp3GibibyteMonth: 0.122,
  /** https://aws.amazon.com/managed-service-apache-flink/pricing/ */
  kinesisProcessingUnitHour: 0.11,
  /** https://aws.amazon.com/cloudwatch/pricing/ */
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
  /** https://aws.amazon.com/secrets-manager/pricing/ */
  secretMonth: 0.4,
} as const;

/** What costs nothing until something happens. */
export const FREE_WHEN_IDLE = [
  'AWS::EC2::FlowLog', 'AWS::EC2::InternetGateway', 'AWS::EC2::Route', 'AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroup', 'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPC', 'AWS::EC2::VPCGatewayAttachment',
  'AWS::Glue::Database', 'AWS::Glue::Table', 'AWS::IAM::Policy', 'AWS::IAM::Role',
  'AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption', 'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Function', 'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup', 'AWS::Logs::LogStream', 'AWS::Logs::ResourcePolicy', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy',
  'AWS::Scheduler::Schedule', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'Custom::SearchBootstrap',
];
