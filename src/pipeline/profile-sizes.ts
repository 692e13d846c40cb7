import { PipelineProfile } from './pipeline-profile';
import { NetworkOptions } from '../network';
import { SearchDomainOptions } from '../search';

/** The sizes of the parts whose size matters. */
export interface ProfileSizes {
  readonly network: Pick<NetworkOptions, 'maxAzs'>;
  readonly search: Pick<SearchDomainOptions, 'availabilityZones' | 'dataNodes' | 'instanceType' | 'dedicatedManagers' | 'managerInstanceType'>;
}

/** The sizes that a profile stands for. */
export function profileSizes(profile: PipelineProfile): ProfileSizes {
  switch (profile) {
    case PipelineProfile.DEVELOPMENT:
      return { network: { maxAzs: 2 }, search: { availabilityZones: 1, dataNodes: 1, instanceType: 't3.small.search' } };
    case PipelineProfile.PRODUCTION:
      return {
        network: { maxAzs: 3 },
        search: { availabilityZones: 3, dataNodes: 3, instanceType: 'r7g.large.search', dedicatedManagers: 3, managerInstanceType: 'm7g.large.search' },
      };
  }
}
