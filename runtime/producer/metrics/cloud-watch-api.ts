/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
export interface CloudWatchDimension {
  Name: string;
  Value: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html */
export interface CloudWatchStatisticSet {
  SampleCount: number;
  Sum: number;
  Minimum: number;
  Maximum: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export interface CloudWatchDatum {
  MetricName: string;
  Dimensions: CloudWatchDimension[];
  Timestamp: Date;
  StatisticValues: CloudWatchStatisticSet;
  Unit: 'Count' | 'Bytes' | 'Milliseconds';
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export interface PutMetricDataRequest {
  Namespace: string;
  MetricData: CloudWatchDatum[];
}

/**
 * The one call of CloudWatch that the producer makes. `new CloudWatch({ region })` of `@aws-sdk/client-cloudwatch` is one; a bare `CloudWatchClient`
 * becomes one by `{ putMetricData: (request, options) => client.send(new PutMetricDataCommand(request), options) }`.
 */
export interface CloudWatchApi {
  putMetricData(request: PutMetricDataRequest, options: { abortSignal: AbortSignal }): Promise<unknown>;
}
