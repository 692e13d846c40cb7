import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, DependencyGroup, IDependable } from 'constructs';
import { isolatedVpc } from './isolated-vpc';
import { checkNetwork } from './network-checks';
import { NetworkOptions } from './network-options';
import { EndpointClient, ServiceEndpoints } from './service-endpoints';
import { VpcFlowLog } from './vpc-flow-log';
import { isolatedSubnets, subnetsWithEgress } from '../private/subnets';

const HTTPS = ec2.Port.tcp(443);

/** Properties of a {@link PipelineNetwork}. */
export interface PipelineNetworkProps extends NetworkOptions {
  /**
   * Whether there are subnets for a workbench: public ones in a VPC that is defined. Adding them later changes no other subnet.
   *
   * @default - true where `workbenchAccess` is
   */
  readonly publicSubnets?: boolean;

  /**
   * Whether an instance of a workbench reaches search. It gets a security group of its own, without ingress.
   *
   * @default false
   */
  readonly workbenchAccess?: boolean;

  /**
   * Whether a Studio runs inside. It gets a security group of its own, without ingress.
   *
   * @default false
   */
  readonly studioAccess?: boolean;

  /**
   * AWS services that parts call from inside. In a VPC that is defined each gets an interface endpoint in one subnet, which those in the others
   * reach too; of an existing VPC without `interfaceEndpoints` it is expected that it reaches them.
   *
   * @default - none
   */
  readonly requiredServices?: ec2.InterfaceVpcEndpointAwsService[];

  /**
   * The key that encrypts the flow logs.
   *
   * @default - the key that CloudWatch Logs manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the VPC, its isolated subnets and the security groups when they leave the stack. They cannot be deleted as long as a
   * search domain is kept in them, and cost nothing themselves.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long flow logs are kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Where the parts of a pipeline that need a VPC run, and who may reach whom there.
 *
 * The VPC has isolated subnets and the gateway endpoint of S3: no NAT, and no interface endpoint unless a service is required or asked for,
 * so by default nothing that is billed by the hour.
 * Its default security group is left as the service makes it, with a rule between its members, because emptying it takes a custom resource;
 * no part is a member.
 */
export class PipelineNetwork extends Construct {
  /** The VPC. */
  public readonly vpc: ec2.IVpc;
  /** The subnets for functions and search. */
  public readonly isolatedSubnets: ec2.SubnetSelection;
  /** The subnets for a workbench, where there are any. */
  public readonly workbenchSubnets?: ec2.SubnetSelection;
  /** The group of the functions that reach search. Nobody reaches them. */
  public readonly functionSecurityGroup: ec2.SecurityGroup;
  /** The group of search: functions and the workbench reach its port 443, and it reaches nobody. */
  public readonly searchSecurityGroup: ec2.SecurityGroup;
  /** The group of a workbench, where it has access. Nobody reaches it; it reaches port 443 everywhere. */
  public readonly workbenchSecurityGroup?: ec2.SecurityGroup;
  /** The group of a Studio, where one has access. Nobody reaches it; it reaches port 443 everywhere its subnets have a route to. */
  public readonly studioSecurityGroup?: ec2.SecurityGroup;
  /**
   * The group of the interface endpoints, where there are any: it lets the parts in. In an existing VPC the names of the services lead everybody
   * else there too, so let those in who call them.
   */
  public readonly endpointSecurityGroup?: ec2.SecurityGroup;
  /**
   * What has to be there before a function in this network gets anywhere: routes, endpoints and the rules of the security groups.
   * What runs while the stack is deployed depends on it.
   */
  public readonly connectivityEstablished: IDependable;
  private readonly routes: IDependable[] = [];

  /**
   * @throws when an existing VPC comes with options for a new one, when subnets are chosen that cannot do what they are for,
   * or when a number or an id is out of range
   */
  constructor(scope: Construct, id: string, props: PipelineNetworkProps = {}) {
    super(scope, id);
    const publicSubnets = props.publicSubnets ?? props.workbenchAccess ?? false;
    checkNetwork(`PipelineNetwork ${this.node.path}`, { ...props, publicSubnets });
    this.vpc = props.vpc ?? this.defineVpc(props, publicSubnets);
    this.isolatedSubnets = props.vpcSubnets ?? isolatedSubnets(this.vpc);
    if (publicSubnets) {
      this.workbenchSubnets = props.workbenchSubnets ?? subnetsWithEgress(this.vpc);
    }

    this.functionSecurityGroup = this.defineSecurityGroup('Functions', 'Functions that index records and set up search');
    this.searchSecurityGroup = this.defineSecurityGroup('Search', 'Search domain');
    this.allowFunctions(props.s3PrefixListId);
    if (props.workbenchAccess) {
      this.workbenchSecurityGroup = this.defineSecurityGroup('Workbench', 'Developer workbench, reached by Session Manager only');
      this.workbenchSecurityGroup.addEgressRule(ec2.Peer.anyIpv4(), HTTPS, 'AWS services, package repositories and search');
      this.searchSecurityGroup.addIngressRule(inline(this.workbenchSecurityGroup), HTTPS, 'Developer workbench');
    }
    if (props.studioAccess) {
      this.studioSecurityGroup = this.defineSecurityGroup('Studio', 'Studio notebook, reached by its service only');
      this.studioSecurityGroup.addEgressRule(ec2.Peer.anyIpv4(), HTTPS, 'AWS services, as far as the subnets have a route');
    }
    const endpoints = this.defineEndpoints(props, publicSubnets);
    this.endpointSecurityGroup = endpoints?.securityGroup;
    if (props.removalPolicy) {
      this.keepPlaceOfSearch(props.removalPolicy);
    }
    this.connectivityEstablished = new DependencyGroup(...this.routes, ...endpoints ? [...endpoints.endpoints, endpoints.securityGroup] : [],
      this.functionSecurityGroup, this.searchSecurityGroup, ...this.studioSecurityGroup ? [this.studioSecurityGroup] : []);
  }

  /** The network interfaces of a domain that is kept hold on to these; route tables and endpoints can go. */
  private keepPlaceOfSearch(removalPolicy: RemovalPolicy): void {
    const groups = [this.functionSecurityGroup, this.searchSecurityGroup, this.workbenchSecurityGroup];
    groups.forEach((group) => group?.applyRemovalPolicy(removalPolicy));
    if (this.vpc instanceof ec2.Vpc && this.vpc.node.scope === this) {
      this.vpc.applyRemovalPolicy(removalPolicy);
      this.vpc.isolatedSubnets.forEach((subnet) => subnet instanceof ec2.Subnet && subnet.applyRemovalPolicy(removalPolicy));
    }
  }

  private defineVpc(props: PipelineNetworkProps, publicSubnets: boolean): ec2.Vpc {
    const { vpc, routes } = isolatedVpc(this, 'Vpc', props.maxAzs ?? 2, publicSubnets);
    this.routes.push(...routes);
    if (props.flowLogs ?? true) {
      new VpcFlowLog(this, 'FlowLog', {
        vpc,
        trafficType: props.flowLogTrafficType ?? ec2.FlowLogTrafficType.REJECT,
        logRetention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
        encryptionKey: props.encryptionKey,
      });
    }
    return vpc;
  }

  private defineEndpoints(props: PipelineNetworkProps, publicSubnets: boolean): ServiceEndpoints | undefined {
    const { requiredServices = [] } = props;
    const services = props.interfaceEndpoints ?? (props.vpc ? [] : requiredServices);
    if (props.vpc && !props.interfaceEndpoints) {
      this.warnOfServices(requiredServices);
    }
    if (services.length === 0) {
      return undefined;
    }
    const { subnets } = this.vpc.selectSubnets({ ...this.isolatedSubnets, onePerAz: true });
    const endpoints = new ServiceEndpoints(this, 'Endpoints', {
      vpc: this.vpc,
      services,
      subnets: { subnets: props.interfaceEndpoints ? subnets : subnets.slice(0, 1) },
      clients: this.endpointClients(publicSubnets && !props.vpc),
    });
    if (props.s3PrefixListId !== undefined) {
      this.functionSecurityGroup.addEgressRule(endpoints.securityGroup, HTTPS, 'Interface endpoints');
    }
    return endpoints;
  }

  /** A workbench that is in no group of ours is known by its address alone. */
  private endpointClients(ownPublicSubnets: boolean): EndpointClient[] {
    const { functionSecurityGroup, studioSecurityGroup, workbenchSecurityGroup } = this;
    return [
      { peer: inline(functionSecurityGroup), description: 'Functions' },
      ...studioSecurityGroup ? [{ peer: inline(studioSecurityGroup), description: 'Studio' }] : [],
      ...workbenchSecurityGroup ? [{ peer: inline(workbenchSecurityGroup), description: 'Developer workbench' }] : [],
      ...ownPublicSubnets && !workbenchSecurityGroup ? [{ peer: ec2.Peer.ipv4(this.vpc.vpcCidrBlock), description: 'Developer workbench' }] : [],
    ];
  }

  private warnOfServices(services: ec2.InterfaceVpcEndpointAwsService[]): void {
    const isolated = new Set(this.vpc.isolatedSubnets.map(({ subnetId }) => subnetId));
    if (services.length === 0 || !this.vpc.selectSubnets(this.isolatedSubnets).subnetIds.some((id) => isolated.has(id))) {
      return;
    }
    Annotations.of(this).addWarningV2('streaming-analytics-pipeline:networkServices',
      `parts in isolated subnets of the existing vpc call ${services.map(({ shortName }) => shortName).join(' and ')}: `
      + 'make sure that the VPC has an interface endpoint for each and acknowledge this warning, or let them be defined with interfaceEndpoints');
  }

  private defineSecurityGroup(id: string, description: string): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
  }

  private allowFunctions(s3PrefixListId: string | undefined): void {
    if (s3PrefixListId === undefined) {
      this.functionSecurityGroup.addEgressRule(ec2.Peer.anyIpv4(), HTTPS, 'Search and S3, as far as the subnets have a route');
      this.searchSecurityGroup.addIngressRule(inline(this.functionSecurityGroup), HTTPS, 'Functions');
      return;
    }
    // One egress rule must stand in the group itself: a group without any is made with one that allows everything.
    // So the ingress rule of search is the one that becomes a resource of its own, and neither group waits for the other.
    this.functionSecurityGroup.addEgressRule(inline(this.searchSecurityGroup), HTTPS, 'Search');
    this.functionSecurityGroup.addEgressRule(ec2.Peer.prefixList(s3PrefixListId), HTTPS, 'S3');
    this.searchSecurityGroup.addIngressRule(this.functionSecurityGroup, HTTPS, 'Functions');
  }
}

/** The group by its id, so that the rule stands in the other group itself and is no resource of its own. */
function inline(securityGroup: ec2.SecurityGroup): ec2.IPeer {
  return ec2.Peer.securityGroupId(securityGroup.securityGroupId);
}
