import { Token } from 'aws-cdk-lib';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { SearchDomainOptions } from './search-domain-options';

/** The nodes of a domain and where they are. */
export interface DomainSize {
  readonly availabilityZones: number;
  readonly dedicatedManagers: number;
  readonly multiAzWithStandby: boolean;
  readonly domainProps: Pick<opensearch.DomainProps, 'capacity' | 'zoneAwareness'>;
}

export function domainSize(options: SearchDomainOptions): DomainSize {
  const { availabilityZones = 1, dedicatedManagers = 0, instanceType = 't3.small.search', managerInstanceType = 'm7g.large.search' } = options;
  const dataNodes = options.dataNodes ?? availabilityZones;
  // said in either case: left out, a feature flag of the app decides, and a domain of one small node does not deploy
  const multiAzWithStandby = availabilityZones === 3 && dedicatedManagers === 3
    && !Token.isUnresolved(dataNodes) && dataNodes % 3 === 0
    && ![instanceType, managerInstanceType].some((type) => Token.isUnresolved(type) || type.startsWith('t3.'));
  return {
    availabilityZones,
    dedicatedManagers,
    multiAzWithStandby,
    domainProps: {
      capacity: {
        dataNodes,
        dataNodeInstanceType: instanceType,
        ...(dedicatedManagers !== 0 && { masterNodes: dedicatedManagers, masterNodeInstanceType: managerInstanceType }),
        multiAzWithStandbyEnabled: multiAzWithStandby,
      },
      zoneAwareness: availabilityZones > 1 ? { enabled: true, availabilityZoneCount: availabilityZones } : { enabled: false },
    },
  };
}
