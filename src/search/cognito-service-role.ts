import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { CognitoAccessOptions } from './cognito-access-options';

/**
 * What AWS's own policy for this allows with every pool of the account, with these pools alone.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonOpenSearchServiceCognitoAccess.html
 */
export function cognitoServiceRole(scope: Construct, id: string, { userPool, identityPoolId, authenticatedRole }: CognitoAccessOptions): iam.Role {
  const identityPool = Stack.of(scope).formatArn({
    service: 'cognito-identity', resource: 'identitypool', resourceName: identityPoolId, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('es.amazonaws.com'),
    // inline, so that the domain finds it when it is made
    inlinePolicies: {
      Pools: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            actions: ['cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminUserGlobalSignOut', 'cognito-idp:CreateUserPoolClient',
              'cognito-idp:DeleteUserPoolClient', 'cognito-idp:DescribeUserPool', 'cognito-idp:DescribeUserPoolClient',
              'cognito-idp:ListUserPoolClients', 'cognito-idp:UpdateUserPoolClient'],
            resources: [userPool.userPoolArn],
          }),
          new iam.PolicyStatement({
            actions: ['cognito-identity:DescribeIdentityPool', 'cognito-identity:GetIdentityPoolRoles', 'cognito-identity:SetIdentityPoolRoles',
              'cognito-identity:UpdateIdentityPool'],
            resources: [identityPool],
          }),
          new iam.PolicyStatement({
            actions: ['iam:PassRole'],
            resources: [authenticatedRole.roleArn],
            conditions: { StringEquals: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' } },
          }),
        ],
      }),
    },
  });
}
