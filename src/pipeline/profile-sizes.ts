import { PipelineProfile } from './pipeline-profile';
import { SearchDomainOptions } from '../search';

/** Nodes for steady load in this many zones, as far as OpenSearch spreads over them. */
const PRODUCTION_NODES = { instanceType: 'r7g.large.search', dedicatedManagers: 3, managerInstanceType: 'm7g.large.search' };
const MOST_ZONES = 3;

/** Over how many Availability Zones a VPC of this profile stretches. */
export function profileZones(profile: PipelineProfile = PipelineProfile.DEVELOPMENT): number {
  switch (profile) {
    case PipelineProfile.DEVELOPMENT: return 2;
    case PipelineProfile.PRODUCTION: return MOST_ZONES;
  }
}

/**
 * The nodes of a search domain of this profile, where so many Availability Zones are to be had: an environment-agnostic stack knows of two.
 * How many hold data is left to the domain, which has one for each zone, also where the user chooses how many zones.
 */
export function profileNodes(zones: number, profile: PipelineProfile = PipelineProfile.DEVELOPMENT): SearchDomainOptions {
  switch (profile) {
    case PipelineProfile.DEVELOPMENT:
      return { availabilityZones: 1, instanceType: 't3.small.search' };
    case PipelineProfile.PRODUCTION:
      return { ...PRODUCTION_NODES, availabilityZones: Math.min(zones, MOST_ZONES) };
  }
}
