import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';

// Namespace AWS/ES, dimensions DomainName and ClientId, which is the account (both set by IDomain.metric), a data point a minute.
// https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-cloudwatchmetrics.html

/** 1 while a primary shard has no node: part of the data can neither be read nor written. */
export function clusterStatusRed(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('ClusterStatus.red', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** 1 while a replica shard has no node: with one node, always. */
export function clusterStatusYellow(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('ClusterStatus.yellow', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** 1 while the cluster refuses writes, for lack of storage or memory. */
export function clusterIndexWritesBlocked(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('ClusterIndexWritesBlocked', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Nodes in the cluster, dedicated managers included. */
export function nodes(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('Nodes', { statistic: cloudwatch.Stats.MINIMUM, ...options });
}

/** Free storage of the node that has least, in MiB. */
export function freeStorageSpace(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('FreeStorageSpace', { statistic: cloudwatch.Stats.MINIMUM, ...options });
}

/** Processor use of the busiest data node, in percent. */
export function cpuUtilization(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('CPUUtilization', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Java heap in use on the fullest data node, in percent. */
export function jvmMemoryPressure(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('JVMMemoryPressure', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Processor use of the busiest dedicated manager, in percent. */
export function masterCpuUtilization(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('MasterCPUUtilization', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Java heap in use on the fullest dedicated manager, in percent. */
export function masterJvmMemoryPressure(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('MasterJVMMemoryPressure', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** 1 when the automated snapshot failed. */
export function automatedSnapshotFailure(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('AutomatedSnapshotFailure', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** 1 when the domain's key has been disabled. */
export function kmsKeyError(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('KMSKeyError', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** 1 when the domain's key has been deleted or its grants revoked: the data cannot be recovered. */
export function kmsKeyInaccessible(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('KMSKeyInaccessible', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Write tasks that were rejected since the node started. */
export function threadpoolWriteRejected(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('ThreadpoolWriteRejected', { statistic: cloudwatch.Stats.SUM, ...options });
}

/** Documents that can be searched. */
export function searchableDocuments(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('SearchableDocuments', { statistic: cloudwatch.Stats.MAXIMUM, ...options });
}

/** Time that indexing took on a shard, in milliseconds. */
export function indexingLatency(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('IndexingLatency', { statistic: cloudwatch.Stats.p(99), ...options });
}

/** Time that searching took on a shard, in milliseconds. */
export function searchLatency(domain: opensearch.IDomain, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return domain.metric('SearchLatency', { statistic: cloudwatch.Stats.p(99), ...options });
}
