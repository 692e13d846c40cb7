import { Duration } from 'aws-cdk-lib';

/** How people log in to Dashboards by a SAML 2.0 identity provider. At least one of `masterUserName` and `masterBackendRole` is needed. */
export interface SamlAccessOptions {
  /** The identity provider's entity id: 8 to 512 characters. */
  readonly idpEntityId: string;

  /** The identity provider's metadata: XML, at most 1,048,576 characters. */
  readonly idpMetadataContent: string;

  /**
   * The user of the identity provider who may do everything, and give rights to others in Dashboards: at most 64 characters.
   *
   * @default - nobody by name
   */
  readonly masterUserName?: string;

  /**
   * Whoever has this role (or is in this group) of the identity provider may do everything: at most 256 characters.
   *
   * @default - nobody by role
   */
  readonly masterBackendRole?: string;

  /**
   * The attribute of an assertion that carries the roles.
   *
   * @default 'roles'
   */
  readonly rolesKey?: string;

  /**
   * The attribute of an assertion that carries the user's name.
   *
   * @default - the `NameID` of the assertion
   */
  readonly subjectKey?: string;

  /**
   * How long a login lasts: 1 minute to 24 hours.
   *
   * @default Duration.hours(1)
   */
  readonly sessionTimeout?: Duration;
}
