import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import type { SearchDomainProps } from './search-domain';
import { Problems } from '../private/problems';

const MOST_DATA_NODES = 1_002;
const LEAST_VOLUME_GIBIBYTES = 10;

/** Adds what is wrong with the props of a domain. */
export function checkSearchDomain(props: SearchDomainProps, problems: Problems): void {
  if (props.existingDomain) {
    problems.notTogether('existingDomain', {
      engineVersion: props.engineVersion,
      dataNodes: props.dataNodes,
      instanceType: props.instanceType,
      volumeSize: props.volumeSize,
      dedicatedManagers: props.dedicatedManagers,
      managerInstanceType: props.managerInstanceType,
      availabilityZones: props.availabilityZones,
      access: props.access,
      createServiceLinkedRole: props.createServiceLinkedRole,
    });
  }
  checkNodes(props, problems);
  for (const [name, type] of Object.entries({ instanceType: props.instanceType, managerInstanceType: props.managerInstanceType })) {
    problems.when(type !== undefined && !Token.isUnresolved(type) && !type.endsWith('.search'),
      `${name} must end with .search, got ${JSON.stringify(type)}: use for example ${type}.search`);
  }
  checkVolume(props.volumeSize, problems);
  checkNetwork(props, problems);
}

function checkNodes({ dataNodes, dedicatedManagers, availabilityZones }: SearchDomainProps, problems: Problems): void {
  problems.integer('availabilityZones', availabilityZones, { min: 1, max: 3 });
  problems.integer('dataNodes', dataNodes, { min: 1, max: MOST_DATA_NODES });
  problems.when(dedicatedManagers !== undefined && !Token.isUnresolved(dedicatedManagers) && ![0, 3, 5].includes(dedicatedManagers),
    `dedicatedManagers must be 0, 3 or 5, got ${dedicatedManagers}: an even number or one alone cannot agree on who leads`);
  if (dataNodes === undefined || Token.isUnresolved(dataNodes) || Token.isUnresolved(availabilityZones)) {
    return;
  }
  problems.when(availabilityZones === 2 && dataNodes % 2 !== 0, `dataNodes must be even on 2 availabilityZones, got ${dataNodes}: use ${dataNodes + 1}`);
  problems.when(availabilityZones === 3 && dataNodes < 3, `dataNodes must be at least 3 on 3 availabilityZones, got ${dataNodes}: use 3`);
}

function checkVolume(volumeSize: Size | undefined, problems: Problems): void {
  if (!volumeSize || volumeSize.isUnresolved()) {
    return;
  }
  const gibibytes = volumeSize.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
  problems.when(gibibytes < LEAST_VOLUME_GIBIBYTES || !Number.isInteger(gibibytes),
    `volumeSize must be at least ${LEAST_VOLUME_GIBIBYTES} GiB in whole GiB, got ${gibibytes} GiB`);
}

function checkNetwork(props: SearchDomainProps, problems: Problems): void {
  problems.when(props.access?._masterUserName !== undefined && props.vpc === undefined,
    'access: SearchAccess.internalUser() needs a vpc, got none: its login is open to whoever reaches it, so add a vpc or use SearchAccess.iam()');
  for (const [name, value] of Object.entries({ vpcSubnets: props.vpcSubnets, securityGroups: props.securityGroups })) {
    problems.when(value !== undefined && props.vpc === undefined, `${name} needs a vpc, got none: add vpc, or leave ${name} out`);
  }
}
