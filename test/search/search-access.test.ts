import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { configOf, indexer, newStack, statementsOf, vpcIn } from './indexers';
import { CognitoAccessOptions, SamlAccessOptions, SearchAccess, SearchDomain, SearchDomainProps } from '../../src';
import { cycles } from '../support/dependencies';
import { nagFindings } from '../support/nag';

const DOMAIN = 'AWS::OpenSearchService::Domain';
const IDENTITY_POOL = 'us-east-1:11111111-2222-3333-4444-555555555555';
const SAML: SamlAccessOptions = { idpEntityId: 'https://idp.example/metadata', idpMetadataContent: '<EntityDescriptor/>', masterUserName: 'chief' };

function cognitoOptions(stack: Stack, options: Partial<CognitoAccessOptions> = {}): CognitoAccessOptions {
  return {
    userPool: cognito.UserPool.fromUserPoolId(stack, 'Users', 'us-east-1_abc'),
    identityPoolId: IDENTITY_POOL,
    authenticatedRole: new iam.Role(stack, 'LoggedIn', { assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com') }),
    ...options,
  };
}

function search(props: SearchDomainProps, stack = newStack()): SearchDomain {
  return new SearchDomain(stack, 'Search', props);
}

/** Domain and indexer in a VPC, where people log in by SAML. */
function withSaml(options: SamlAccessOptions = SAML, props: SearchDomainProps = {}): Stack {
  const stack = newStack();
  const vpc = vpcIn(stack);
  const { domain, masterRole } = search({ vpc, access: SearchAccess.saml(options), ...props }, stack);
  indexer({ domain, masterRole, vpc, dependables: [domain] }, stack);
  return stack;
}

describe('access by Cognito', () => {
  test('has Dashboards ask the pools, by a role that may do that with them alone', () => {
    const stack = newStack();
    search({ access: SearchAccess.cognito(cognitoOptions(stack)) }, stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties(DOMAIN, {
      CognitoOptions: {
        Enabled: true, UserPoolId: 'us-east-1_abc', IdentityPoolId: IDENTITY_POOL, RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SearchCognitoRole'), 'Arn'] },
      },
      AdvancedSecurityOptions: Match.absent(),
      AccessPolicies: { Statement: [{ Principal: { AWS: { 'Fn::Join': ['', Match.arrayWith([':root'])] } } }] },
    });
    const arn = (service: string, resource: string) => (
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}`]] }
    );
    const [[, { Properties }]] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.startsWith('SearchCognitoRole'));
    expect(Properties.AssumeRolePolicyDocument.Statement).toMatchObject([{ Principal: { Service: 'es.amazonaws.com' } }]);
    expect(Properties.Policies[0].PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['AdminInitiateAuth', 'AdminUserGlobalSignOut', 'CreateUserPoolClient', 'DeleteUserPoolClient', 'DescribeUserPool',
          'DescribeUserPoolClient', 'ListUserPoolClients', 'UpdateUserPoolClient'].map((action) => `cognito-idp:${action}`),
        Resource: arn('cognito-idp', 'userpool/us-east-1_abc'),
      },
      {
        Effect: 'Allow',
        Action: ['DescribeIdentityPool', 'GetIdentityPoolRoles', 'SetIdentityPoolRoles', 'UpdateIdentityPool'].map((action) => `cognito-identity:${action}`),
        Resource: arn('cognito-identity', `identitypool/${IDENTITY_POOL}`),
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: { 'Fn::GetAtt': [expect.stringMatching('^LoggedIn'), 'Arn'] },
        Condition: { StringEquals: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' } },
      },
    ]);
    expect(nagFindings(stack)).toEqual([]);
    expect(cycles(template)).toEqual([]);
  });

  test('lets in who has logged in', () => {
    const stack = newStack();
    search({ access: SearchAccess.cognito(cognitoOptions(stack)) }, stack);
    expect(statementsOf(Template.fromStack(stack), 'LoggedIn')).toMatchObject([{
      Action: ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPatch', 'es:ESHttpPost', 'es:ESHttpPut'],
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching('^Search'), 'Arn'] }, '/*']] },
    }]);
  });

  test('takes the role of the service', () => {
    const stack = newStack();
    const serviceRole = iam.Role.fromRoleArn(stack, 'Service', 'arn:aws:iam::123456789012:role/CognitoAccessForAmazonOpenSearch');
    search({ access: SearchAccess.cognito(cognitoOptions(stack, { serviceRole })) }, stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties(DOMAIN, { CognitoOptions: { RoleArn: 'arn:aws:iam::123456789012:role/CognitoAccessForAmazonOpenSearch' } });
    template.resourceCountIs('AWS::IAM::Role', 1);
  });

  test('takes an identity pool of the stack and fails with what is no identity pool', () => {
    const stack = newStack();
    const token = Token.asString({ Ref: 'Pool' });
    search({ access: SearchAccess.cognito(cognitoOptions(stack, { identityPoolId: token })) }, stack);
    Template.fromStack(stack).hasResourceProperties(DOMAIN, { CognitoOptions: { IdentityPoolId: { Ref: 'Pool' } } });
    const other = newStack();
    expect(() => search({ access: SearchAccess.cognito(cognitoOptions(other, { identityPoolId: 'people' })) }, other))
      .toThrow('SearchDomain Stack/Search: access: identityPoolId must be <region>:<id>, got "people"');
  });
});

describe('access by SAML', () => {
  test('has the domain ask the identity provider, and lets a role of its own set it up', () => {
    const options: SamlAccessOptions = { ...SAML, masterBackendRole: 'chiefs', rolesKey: 'groups', subjectKey: 'mail', sessionTimeout: Duration.hours(8) };
    Template.fromStack(withSaml(options)).hasResourceProperties(DOMAIN, {
      AdvancedSecurityOptions: {
        Enabled: true,
        InternalUserDatabaseEnabled: false,
        MasterUserOptions: { MasterUserARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SearchMasterRole'), 'Arn'] }, MasterUserName: Match.absent() },
        SAMLOptions: {
          Enabled: true,
          Idp: { EntityId: 'https://idp.example/metadata', MetadataContent: '<EntityDescriptor/>' },
          MasterUserName: 'chief',
          MasterBackendRole: 'chiefs',
          RolesKey: 'groups',
          SubjectKey: 'mail',
          SessionTimeoutMinutes: 480,
        },
      },
      AccessPolicies: { Statement: [{ Principal: { AWS: '*' } }] },
    });
  });

  test('lets the bootstrap work as that role, which gives the indexer its rights, without any secret', () => {
    const stack = withSaml();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Role: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SearchMasterRole'), 'Arn'] },
      Environment: {
        Variables: { WRITER_ROLE: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IndexerFunctionRole'), 'Arn'] }, MASTER_USER_SECRET: Match.absent() },
      },
    });
    expect(configOf(stack, 'IndexerBootstrapFunction').writerSecurityRole).toMatchObject({ name: 'indexer-of-trips' });
    const domain = { 'Fn::GetAtt': [expect.stringMatching('^Search'), 'Arn'] };
    expect(statementsOf(template, 'SearchMasterRole').filter(({ Action }) => [Action].flat().includes('es:ESHttpPut'))).toEqual([{
      Effect: 'Allow',
      Action: 'es:ESHttpPut',
      Resource: ['/_index_template/trips', '/_plugins/_security/api/roles/indexer-of-trips', '/_plugins/_security/api/rolesmapping/indexer-of-trips',
        '/_plugins/_ism/policies/trips-lifetime', '/trips-000001']
        .map((path) => ({ 'Fn::Join': ['', [domain, path]] })),
    }]);
    expect(statementsOf(template, 'SearchMasterRole').filter(({ Action }) => [Action].flat().includes('es:ESHttpGet'))).toEqual([{
      Effect: 'Allow',
      Action: 'es:ESHttpGet',
      Resource: ['/_plugins/_ism/policies/trips-lifetime', '/_alias/trips', '/_plugins/_security/api/rolesmapping/indexer-of-trips', '/_plugins/_ism/explain/trips-*']
        .map((path) => ({ 'Fn::Join': ['', [domain, path]] })),
    }]);
    expect(nagFindings(stack)).toEqual([]);
    expect(cycles(template)).toEqual([]);
  });

  test.each<[Partial<SamlAccessOptions>, string]>([
    [{ masterUserName: undefined }, 'SearchAccess.saml() needs masterUserName or masterBackendRole, got neither'],
    [{ idpEntityId: 'short' }, 'idpEntityId must have 8 to 512 characters, got 5'],
    [{ idpMetadataContent: '' }, 'idpMetadataContent must have 1 to 1048576 characters, got 0'],
    [{ masterUserName: 'x'.repeat(65) }, 'masterUserName must have 1 to 64 characters, got 65'],
    [{ masterBackendRole: '' }, 'masterBackendRole must have 1 to 256 characters, got 0'],
    [{ sessionTimeout: Duration.hours(25) }, 'sessionTimeout must be between 1 and 1440 minutes in whole minutes, got 1 day 1 hour'],
    [{ sessionTimeout: Duration.seconds(90) }, 'sessionTimeout must be between 1 and 1440 minutes in whole minutes, got 1 minute 30 seconds'],
  ])('fails with %j', (options, message) => {
    expect(() => withSaml({ ...SAML, ...options })).toThrow(`SearchDomain Stack/Search: access: ${message}`);
  });

  test('takes tokens', () => {
    const idpMetadataContent = Token.asString({ Ref: 'Metadata' });
    Template.fromStack(withSaml({ ...SAML, idpMetadataContent, idpEntityId: Token.asString({ Ref: 'Id' }) })).hasResourceProperties(DOMAIN, {
      AdvancedSecurityOptions: { SAMLOptions: { Idp: { EntityId: { Ref: 'Id' }, MetadataContent: { Ref: 'Metadata' } } } },
    });
  });

  test('fails outside of a VPC, and with administrators of IAM', () => {
    expect(() => search({ access: SearchAccess.saml(SAML) })).toThrow('access: SearchAccess.saml() needs a vpc, got none');
    const administrators = [iam.Role.fromRoleArn(new Stack(new App()), 'Admin', 'arn:aws:iam::123456789012:role/admin')];
    expect(() => withSaml(SAML, { administrators })).toThrow('administrators are roles of IAM, which a domain with access: SearchAccess.saml() maps to nothing');
  });
});

describe('audit logs', () => {
  test.each([['an internal user', SearchAccess.internalUser()], ['SAML', SearchAccess.saml(SAML)]])('are kept with the others on request, with %s', (_, access) => {
    const stack = newStack();
    search({ vpc: vpcIn(stack), access, auditLogs: true }, stack);
    const template = Template.fromStack(stack);
    const { LogPublishingOptions } = Object.values(template.findResources(DOMAIN))[0].Properties;
    expect(LogPublishingOptions.AUDIT_LOGS).toEqual({ Enabled: true, CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [expect.stringMatching('^SearchLogs'), 'Arn'] } });
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.resourceCountIs('AWS::Logs::ResourcePolicy', 1);
  });

  test('fail without fine-grained access control', () => {
    const message = 'SearchDomain Stack/Search: auditLogs needs fine-grained access control, got true without it';
    expect(() => search({ auditLogs: true })).toThrow(message);
    const stack = newStack();
    expect(() => search({ auditLogs: true, access: SearchAccess.cognito(cognitoOptions(stack)) }, stack)).toThrow(message);
    expect(() => search({ auditLogs: false })).not.toThrow();
  });
});
