import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { cognitoServiceRole } from './cognito-service-role';
import type { SearchAccess } from './search-access';
import { acknowledge } from '../private/acknowledge';

type DomainAccessProps = Pick<opensearch.DomainProps, 'cognitoDashboardsAuth' | 'fineGrainedAccessControl'>;

/** What a domain is told about who may come in, and who may do everything there. */
export interface DomainAccess {
  readonly domainProps: DomainAccessProps;
  /** The password of the domain's own user. */
  readonly masterUserSecret?: secretsmanager.ISecret;
  /** The role that may do everything and sets up the domain, where it is nobody's own user that does. */
  readonly masterRole?: iam.Role;
}

export function domainAccess(scope: Construct, access: SearchAccess, encryptionKey?: kms.IKey): DomainAccess {
  if (access._masterUserName !== undefined) {
    return internalUser(scope, access._masterUserName, encryptionKey);
  }
  if (access._saml) {
    const { sessionTimeout, ...samlOptions } = access._saml;
    const masterRole = new iam.Role(scope, 'MasterRole', {
      description: `May do everything in the search domain ${scope.node.path}, to set it up`,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    return {
      masterRole,
      domainProps: {
        fineGrainedAccessControl: {
          masterUserArn: masterRole.roleArn,
          samlAuthenticationOptions: { ...samlOptions, sessionTimeoutMinutes: sessionTimeout?.toMinutes() },
        },
      },
    };
  }
  if (access._cognito) {
    const { userPool, identityPoolId, serviceRole } = access._cognito;
    const role = serviceRole ?? cognitoServiceRole(scope, 'CognitoRole', access._cognito);
    return { domainProps: { cognitoDashboardsAuth: { userPoolId: userPool.userPoolId, identityPoolId, role } } };
  }
  return { domainProps: {} };
}

function internalUser(scope: Construct, username: string, encryptionKey?: kms.IKey): DomainAccess {
  const masterUserSecret = new secretsmanager.Secret(scope, 'MasterUser', {
    description: `The user that may do everything in the search domain ${scope.node.path}`,
    encryptionKey,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username }),
      generateStringKey: 'password',
      passwordLength: 32,
      excludeCharacters: '"\'\\`{}[]()*:@/',
    },
  });
  acknowledge(masterUserSecret, 'SMG4',
    'the domain takes a new password only by a change of its configuration, so a secret that rotates by itself would lock out');
  return {
    masterUserSecret,
    domainProps: {
      fineGrainedAccessControl: { masterUserName: username, masterUserPassword: masterUserSecret.secretValueFromJson('password') },
    },
  };
}
