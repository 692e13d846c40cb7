import { Resource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { Construct, IDependable } from 'constructs';
import { acknowledge } from './acknowledge';

/** Where a delivery stream delivers to, as its resource has it: one of these. */
export interface DeliveryDestination extends Pick<
  firehose.CfnDeliveryStreamProps, 'extendedS3DestinationConfiguration' | 'amazonopensearchserviceDestinationConfiguration'
> {
  /** What has to be there before, besides the role itself. */
  readonly dependables?: IDependable[];
}

/** What a delivery stream connects. */
export interface SourcedDeliveryStreamProps {
  readonly stream: kinesis.IStream;
  readonly role: iam.IRole;
  readonly destination: DeliveryDestination;
}

/**
 * A delivery stream that reads a data stream.
 *
 * Not aws-cdk-lib's: that one adds a table of every region's addresses to the stack, which only a destination in a VPC has a use for,
 * and which cfn-lint and CloudFormation Validate report as unused (W7001).
 */
export class SourcedDeliveryStream extends Resource implements firehose.IDeliveryStream {
  public readonly deliveryStreamArn: string;
  public readonly deliveryStreamName: string;
  public readonly grantPrincipal: iam.IPrincipal;
  public readonly connections = new ec2.Connections();

  constructor(scope: Construct, id: string, props: SourcedDeliveryStreamProps) {
    super(scope, id);
    const { dependables = [], extendedS3DestinationConfiguration, amazonopensearchserviceDestinationConfiguration } = props.destination;
    const resource = new firehose.CfnDeliveryStream(this, 'Resource', {
      deliveryStreamType: 'KinesisStreamAsSource',
      kinesisStreamSourceConfiguration: { kinesisStreamArn: props.stream.streamArn, roleArn: props.role.roleArn },
      extendedS3DestinationConfiguration,
      amazonopensearchserviceDestinationConfiguration,
    });
    resource.node.addDependency(...dependables);
    acknowledge(this, 'KDF1',
      'Firehose refuses server-side encryption of its own where a data stream is the source: the records are encrypted in that stream '
      + '(https://docs.aws.amazon.com/firehose/latest/dev/encryption.html)');
    this.deliveryStreamArn = this.getResourceArnAttribute(resource.attrArn, { service: 'firehose', resource: 'deliverystream', resourceName: this.physicalName });
    this.deliveryStreamName = this.getResourceNameAttribute(resource.ref);
    this.grantPrincipal = props.role;
  }

  public get deliveryStreamRef(): firehose.DeliveryStreamReference {
    return { deliveryStreamArn: this.deliveryStreamArn, deliveryStreamName: this.deliveryStreamName };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.deliveryStreamArn] });
  }

  public grantPutRecords(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'firehose:PutRecord', 'firehose:PutRecordBatch');
  }

  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/Firehose',
      metricName,
      dimensionsMap: { DeliveryStreamName: this.deliveryStreamName },
      ...props,
    }).attachTo(this);
  }

  public metricIncomingBytes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('IncomingBytes', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  public metricIncomingRecords(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('IncomingRecords', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  public metricBackupToS3Bytes(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BackupToS3.Bytes', { statistic: cloudwatch.Stats.SUM, ...props });
  }

  public metricBackupToS3DataFreshness(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BackupToS3.DataFreshness', { statistic: cloudwatch.Stats.AVERAGE, ...props });
  }

  public metricBackupToS3Records(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BackupToS3.Records', { statistic: cloudwatch.Stats.SUM, ...props });
  }
}
