import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { SearchAccess } from './search-access';
import type { SearchDomainProps } from './search-domain';
import type { DomainSize } from './search-domain-size';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { keyUse } from '../private/key-use';

const DATA_ACTIONS = ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPatch', 'es:ESHttpPost', 'es:ESHttpPut'];

/**
 * Who may send requests to the domain.
 *
 * By IAM and by Cognito: whoever in this account has a policy that says so. By an internal user and by SAML: everybody who reaches the
 * domain, since the requests of a browser are not signed; the domain then asks for the login.
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html#fgac-recommendations
 *
 * The domain is named by a pattern: its own name only exists after it.
 */
export function domainAccessPolicy(stack: Stack, access: SearchAccess): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({
      principals: [access._fineGrained ? new iam.AnyPrincipal() : new iam.AccountRootPrincipal()],
      actions: DATA_ACTIONS,
      resources: [stack.formatArn({ service: 'es', resource: 'domain', resourceName: '*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME })],
    })],
  });
}

export interface Administration {
  readonly roles: iam.IRole[];
  readonly domain: opensearch.IDomain;
  readonly masterUserSecret?: secretsmanager.ISecret;
}

/** Lets roles do everything with the data of the domain: by requests of their own, or as the internal user. */
export function allowAdministration(scope: Construct, id: string, { roles, domain, masterUserSecret }: Administration): void {
  if (roles.length === 0) {
    return;
  }
  const policy = new iam.Policy(scope, id, { roles });
  if (masterUserSecret) {
    policy.addStatements(
      new iam.PolicyStatement({
        actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], resources: [masterUserSecret.secretArn],
      }),
      ...keyUse(scope, 'secretsmanager', [masterUserSecret.encryptionKey], ['kms:Decrypt']),
    );
    return;
  }
  const everything = `${domain.domainArn}/*`;
  policy.addStatements(new iam.PolicyStatement({ actions: DATA_ACTIONS, resources: [everything] }));
  acknowledgeWildcard(policy, everything, 'an administrator works with every index and page of the domain');
}

export interface DomainDecisions {
  readonly props: SearchDomainProps;
  readonly size: DomainSize;
  readonly access: SearchAccess;
}

export function acknowledgeDomain(domain: opensearch.Domain, { props, size, access }: DomainDecisions): void {
  acknowledge(domain, 'OS3', props.vpc
    ? 'the service allows no conditions on addresses for a domain in a VPC; its security group decides who reaches it'
    : 'IAM decides about each signed request, from wherever it comes');
  if (!props.vpc) {
    acknowledge(domain, 'OS1', 'placed outside of a VPC on request; IAM decides about each signed request');
  }
  if (size.dedicatedManagers === 0) {
    acknowledge(domain, 'OS4', 'a domain of this size has no dedicated managers, see the option dedicatedManagers');
  }
  if (size.availabilityZones === 1) {
    acknowledge(domain, 'OS7', 'placed in one availability zone, see the option availabilityZones');
  }
  if (access._fineGrained) {
    acknowledge(domain, 'OS5', 'the requests of a browser cannot be signed, so the domain itself asks for a login, inside a VPC');
  }
}
