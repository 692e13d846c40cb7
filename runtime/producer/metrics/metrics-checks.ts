import { MetricsOptions } from './metrics-options';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html: 30, of which the producer takes three. */
const MOST_DIMENSIONS = 27;
/** As the others, it needs a character that is no space: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html. */
const NAMESPACE = /^(?!AWS\/|:)(?=.*\S)[\w./#: -]{1,255}$/;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
const DIMENSION_NAME = /^(?!:)(?=.*\S)[ -~]{1,255}$/;
const DIMENSION_VALUE = /^(?=.*\S)[ -~]{1,255}$/;
const OWN_DIMENSIONS = ['StreamName', 'ShardId', 'ErrorCode'];
const OF_CLOUD_WATCH = ['metricsNamespace', 'metricsUploadDelay', 'onMetricsFailure'] as const;

/** Every problem that no table of ranges and choices finds. */
export function checkMetricsOptions(options: MetricsOptions): string[] {
  const { cloudWatch, meter, metricsNamespace, metricsDimensions = {}, onMetricsFailure, onThroughput } = options;
  const unused = cloudWatch === undefined ? OF_CLOUD_WATCH.filter((name) => options[name] !== undefined) : [];
  return [
    ...checkMethods('cloudWatch', cloudWatch, ['putMetricData']),
    ...checkMethods('meter', meter, ['createCounter', 'createUpDownCounter', 'createHistogram']),
    ...checkFunction('onMetricsFailure', onMetricsFailure),
    ...checkFunction('onThroughput', onThroughput),
    ...(unused.length === 0 ? [] : [`${unused.join(', ')} would have no effect without cloudWatch: give a client of CloudWatch, or leave them out`]),
    ...(metricsNamespace === undefined || NAMESPACE.test(metricsNamespace) ? []
      : [`metricsNamespace is ${JSON.stringify(metricsNamespace)}, allowed are 1 to 255 letters, digits, spaces and "._-/#:", not spaces alone, `
        + 'and not beginning with "AWS/" or ":"']),
    ...checkDimensions(metricsDimensions),
  ];
}

function checkMethods(name: string, value: unknown, methods: readonly string[]): string[] {
  if (value === undefined) return [];
  const missing = methods.filter((method) => typeof value !== 'object' || value === null || typeof Reflect.get(value, method) !== 'function');
  return missing.length === 0 ? [] : [`${name} has no method ${missing.join(', ')}`];
}

function checkFunction(name: string, value: unknown): string[] {
  return value === undefined || typeof value === 'function' ? [] : [`${name} is ${String(value)}, expected is a function`];
}

function checkDimensions(dimensions: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(dimensions);
  return [
    ...(entries.length <= MOST_DIMENSIONS ? [] : [`metricsDimensions has ${entries.length} dimensions, at most ${MOST_DIMENSIONS} are allowed`]),
    ...entries.filter(([name]) => OWN_DIMENSIONS.includes(name)).map(([name]) => `metricsDimensions.${name} is a dimension that the producer gives itself`),
    ...entries.filter(([name, value]) => !DIMENSION_NAME.test(name) || !DIMENSION_VALUE.test(value)).map(([name, value]) => {
      return `metricsDimensions has ${JSON.stringify(name)}: ${JSON.stringify(value)}, allowed are 1 to 255 printable ASCII characters, not spaces alone, `
        + 'and for the name not beginning with ":"';
    }),
  ];
}
