import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { AlarmPolicy } from './alarm-policy';
import { AlarmSeverity } from './alarm-severity';
import { Thresholds } from './thresholds';
import * as opensearchMetrics from '../metrics/opensearch-metrics';

const MINUTE = Duration.minutes(1);

/**
 * What the service recommends for a domain that is written to. A healthy domain publishes every minute, so its silence is shown
 * as insufficient data: neither well nor broken.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html
 */
export function domainAlarms(domain: opensearch.IDomain, thresholds: Thresholds): AlarmPolicy[] {
  const missingData = cloudwatch.TreatMissingData.MISSING;
  return [
    {
      id: 'SearchClusterRed',
      severity: AlarmSeverity.CRITICAL,
      description: 'Part of the index has no node: it can neither be read nor written, and no snapshot is taken. Look at the domain\'s health '
        + 'for unassigned shards; add storage, delete an index, or restore it from a snapshot.',
      metric: opensearchMetrics.clusterStatusRed(domain, { period: MINUTE }),
      comparison: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      breaching: 1,
      of: 1,
      missingData,
    },
    {
      id: 'SearchWritesBlocked',
      severity: AlarmSeverity.CRITICAL,
      description: 'The domain refuses writes, for lack of storage or memory, so the indexer gets no further. Add storage, delete old indices, '
        + 'or use larger instances.',
      metric: opensearchMetrics.clusterIndexWritesBlocked(domain, { period: Duration.minutes(5) }),
      comparison: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      breaching: 1,
      of: 1,
      missingData,
    },
    {
      id: 'SearchStorageLow',
      severity: AlarmSeverity.WARNING,
      description: 'A data node runs out of storage; the domain refuses writes when it is full. Enlarge the volumes or delete old indices.',
      metric: opensearchMetrics.freeStorageSpace(domain, { period: MINUTE }),
      comparison: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: thresholds.searchFreeStorage.toMebibytes(),
      breaching: 1,
      of: 1,
      missingData,
    },
    {
      id: 'SearchMemoryPressure',
      severity: AlarmSeverity.WARNING,
      description: 'The Java heap of a data node is almost full; the domain refuses writes when it stays so. Use larger instances, or fewer '
        + 'shards and smaller queries.',
      metric: opensearchMetrics.jvmMemoryPressure(domain, { period: MINUTE }),
      comparison: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: thresholds.searchMemoryPressurePercent,
      breaching: 3,
      of: 3,
      missingData,
    },
  ];
}
