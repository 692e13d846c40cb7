import { Duration, Token } from 'aws-cdk-lib';
import type { SamlAccessOptions } from './saml-access-options';
import type { SearchDomainProps } from './search-domain';
import { Problems } from '../private/problems';

const LONGEST_SESSION = Duration.days(1);

/** Adds what is wrong with how people get into a domain. */
export function checkSearchAccess({ access, administrators, auditLogs, vpc }: SearchDomainProps, problems: Problems): void {
  const mode = access?._saml ? 'SearchAccess.saml()' : 'SearchAccess.internalUser()';
  problems.when((access?._fineGrained ?? false) && vpc === undefined,
    `access: ${mode} needs a vpc, got none: its login is open to whoever reaches it, so add a vpc or use SearchAccess.iam()`);
  problems.when(auditLogs === true && !(access?._fineGrained ?? false),
    'auditLogs needs fine-grained access control, got true without it: use SearchAccess.internalUser() or SearchAccess.saml(), or leave auditLogs out');
  if (access?._saml) {
    checkSaml(access._saml, problems);
    problems.when((administrators ?? []).length > 0,
      'administrators are roles of IAM, which a domain with access: SearchAccess.saml() maps to nothing, got some: name a masterBackendRole instead');
  }
  const identityPoolId = access?._cognito?.identityPoolId;
  problems.when(identityPoolId !== undefined && !Token.isUnresolved(identityPoolId) && !/^[\w-]+:[0-9a-f-]+$/.test(identityPoolId),
    `access: identityPoolId must be <region>:<id>, got ${JSON.stringify(identityPoolId)}: aws cognito-identity list-identity-pools tells it`);
}

function checkSaml(saml: SamlAccessOptions, problems: Problems): void {
  problems.when(saml.masterUserName === undefined && saml.masterBackendRole === undefined,
    'access: SearchAccess.saml() needs masterUserName or masterBackendRole, got neither: nobody could give rights to anybody, so name one');
  checkLength('idpEntityId', saml.idpEntityId, { min: 8, max: 512 }, problems);
  checkLength('idpMetadataContent', saml.idpMetadataContent, { min: 1, max: 1_048_576 }, problems);
  checkLength('masterUserName', saml.masterUserName, { min: 1, max: 64 }, problems);
  checkLength('masterBackendRole', saml.masterBackendRole, { min: 1, max: 256 }, problems);
  const { sessionTimeout } = saml;
  if (sessionTimeout && !sessionTimeout.isUnresolved()) {
    const seconds = sessionTimeout.toMilliseconds() / 1_000;
    problems.when(seconds < 60 || seconds > LONGEST_SESSION.toSeconds() || seconds % 60 !== 0,
      `access: sessionTimeout must be between 1 and ${LONGEST_SESSION.toMinutes()} minutes in whole minutes, got ${sessionTimeout.toHumanString()}`);
  }
}

function checkLength(property: string, text: string | undefined, { min, max }: { min: number; max: number }, problems: Problems): void {
  problems.when(text !== undefined && !Token.isUnresolved(text) && (text.length < min || text.length > max),
    `access: ${property} must have ${min} to ${max} characters, got ${text?.length}`);
}
