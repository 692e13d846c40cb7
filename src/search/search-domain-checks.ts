import { SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { checkSearchAccess } from './search-access-checks';
import type { SearchDomainProps } from './search-domain';
import { Problems } from '../private/problems';

const MOST_DATA_NODES = 1_002;
const LEAST_VOLUME_GIBIBYTES = 10;
/** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html */
const MOST_T3_NODES = 10;
/** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html#ebsresource */
const T3_VOLUME_GIBIBYTES = new Map([['t3.small.search', 100], ['t3.medium.search', 200]]);

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
      auditLogs: props.auditLogs,
      createServiceLinkedRole: props.createServiceLinkedRole,
    });
  }
  checkNodes(props, problems);
  for (const [name, type] of Object.entries({ instanceType: props.instanceType, managerInstanceType: props.managerInstanceType })) {
    problems.when(type !== undefined && !Token.isUnresolved(type) && !type.endsWith('.search'),
      `${name} must end with .search, got ${JSON.stringify(type)}: use for example ${type}.search`);
  }
  checkVolume(props, problems);
  checkNetwork(props, problems);
  if (!props.existingDomain) {
    checkSearchAccess(props, problems);
  }
}

function checkNodes(props: SearchDomainProps, problems: Problems): void {
  const { dataNodes, dedicatedManagers, availabilityZones, instanceType = 't3.small.search' } = props;
  problems.integer('availabilityZones', availabilityZones, { min: 1, max: 3 });
  problems.known('availabilityZones', availabilityZones, 'it decides how many subnets the domain has');
  problems.known('dedicatedManagers', dedicatedManagers, 'a domain without has another configuration than one with some');
  problems.integer('dataNodes', dataNodes, { min: 1, max: MOST_DATA_NODES });
  problems.when(dedicatedManagers !== undefined && !Token.isUnresolved(dedicatedManagers) && ![0, 3, 5].includes(dedicatedManagers),
    `dedicatedManagers must be 0, 3 or 5, got ${dedicatedManagers}: an even number or one alone cannot agree on who leads`);
  if (dataNodes === undefined || Token.isUnresolved(dataNodes) || Token.isUnresolved(availabilityZones)) {
    return;
  }
  problems.when(instanceType.startsWith('t3.') && dataNodes > MOST_T3_NODES && dataNodes <= MOST_DATA_NODES,
    `dataNodes must be at most ${MOST_T3_NODES} of ${instanceType}, got ${dataNodes}: use a larger instanceType, for example r7g.large.search`);
  problems.when(availabilityZones === 2 && dataNodes % 2 !== 0, `dataNodes must be even on 2 availabilityZones, got ${dataNodes}: use ${dataNodes + 1}`);
  problems.when(availabilityZones === 3 && dataNodes < 3, `dataNodes must be at least 3 on 3 availabilityZones, got ${dataNodes}: use 3`);
}

function checkVolume({ volumeSize, instanceType = 't3.small.search' }: SearchDomainProps, problems: Problems): void {
  if (!volumeSize || volumeSize.isUnresolved()) {
    return;
  }
  const gibibytes = volumeSize.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
  problems.when(gibibytes < LEAST_VOLUME_GIBIBYTES || !Number.isInteger(gibibytes),
    `volumeSize must be at least ${LEAST_VOLUME_GIBIBYTES} GiB in whole GiB, got ${gibibytes} GiB`);
  const most = T3_VOLUME_GIBIBYTES.get(instanceType);
  problems.when(most !== undefined && gibibytes > most,
    `volumeSize must be at most ${most} GiB on ${instanceType}, got ${gibibytes} GiB: use a larger instanceType, for example r7g.large.search`);
}

function checkNetwork(props: SearchDomainProps, problems: Problems): void {
  for (const [name, value] of Object.entries({ vpcSubnets: props.vpcSubnets, securityGroups: props.securityGroups })) {
    problems.when(value !== undefined && props.vpc === undefined, `${name} needs a vpc, got none: add vpc, or leave ${name} out`);
  }
}
