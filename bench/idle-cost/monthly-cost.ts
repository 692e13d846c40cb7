import { Template } from 'aws-cdk-lib/assertions';
import { FREE_WHEN_IDLE, HOURS, PRICES } from './prices';

/** As much of a resource's properties as its price depends on. */
interface Priced {
  readonly Type: string;
  readonly Properties: {
    readonly ShardCount?: number;
    readonly StreamModeDetails?: { readonly StreamMode: string };
    readonly ClusterConfig?: { readonly InstanceType: string; readonly InstanceCount: number; readonly DedicatedMasterEnabled?: boolean };
    readonly EBSOptions?: { readonly VolumeSize: number };
    readonly Metrics?: ReadonlyArray<{ readonly MetricStat?: object }>;
    readonly VpcEndpointType?: string;
  };
}

/** What a template's resources cost a month while nothing uses them, in USD by resource type. */
export function monthlyIdleCost(template: Template): { [type: string]: number } {
  const costs: { [type: string]: number } = {};
  for (const [id, resource] of Object.entries<Priced>(template.toJSON().Resources)) {
    const cost = FREE_WHEN_IDLE.includes(resource.Type) ? 0 : costOf(id, resource);
    if (cost > 0) {
      costs[resource.Type] = (costs[resource.Type] ?? 0) + cost;
    }
  }
  return costs;
}

function costOf(id: string, { Type, Properties }: Priced): number {
  switch (Type) {
    case 'AWS::Kinesis::Stream':
      return HOURS * (Properties.StreamModeDetails?.StreamMode === 'ON_DEMAND' ? PRICES.onDemandStreamHour : PRICES.shardHour * (Properties.ShardCount ?? 1));
    case 'AWS::KMS::Key': return PRICES.keyMonth;
    case 'AWS::OpenSearchService::Domain': return domainCost(id, Properties);
    case 'AWS::CloudWatch::Alarm': return PRICES.alarmMetricMonth * (Properties.Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1);
    case 'AWS::CloudWatch::Dashboard': return PRICES.dashboardMonth;
    case 'AWS::SecretsManager::Secret': return PRICES.secretMonth;
    // a notebook that is stopped costs nothing; one that runs takes a unit for its task and two more, as every notebook does
    case 'AWS::KinesisAnalyticsV2::Application': return 0;
    case 'Custom::StudioAutoStart': return HOURS * 3 * PRICES.kinesisProcessingUnitHour;
    case 'AWS::EC2::VPCEndpoint':
      if (Properties.VpcEndpointType === 'Gateway') {
        return 0;
      }
  }
  throw new Error(`${id} (${Type}) has no price: add it to bench/idle-cost/prices.ts`);
}

function domainCost(id: string, { ClusterConfig, EBSOptions }: Priced['Properties']): number {
  const hourly = Object.entries(PRICES.searchInstanceHours).find(([type]) => type === ClusterConfig?.InstanceType)?.[1];
  if (hourly === undefined || ClusterConfig?.DedicatedMasterEnabled === true || !EBSOptions) {
    throw new Error(`${id} has nodes without a price: add them to bench/idle-cost/prices.ts`);
  }
  return (ClusterConfig?.InstanceCount ?? 1) * (HOURS * hourly + EBSOptions.VolumeSize * PRICES.searchGp3GibibyteMonth);
}
