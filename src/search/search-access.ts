import { CognitoAccessOptions } from './cognito-access-options';
import { SamlAccessOptions } from './saml-access-options';

/** At most one of these; none is access by IAM. */
interface AccessDecision {
  readonly masterUserName?: string;
  readonly cognito?: CognitoAccessOptions;
  readonly saml?: SamlAccessOptions;
}

/**
 * How people and programs prove to a search domain who they are.
 *
 * How a person opens Dashboards: with `iam()` through a proxy that signs requests with the person's credentials; with `cognito()`, `saml()` and
 * `internalUser()` by the login page at `SearchDomain.dashboardsUrl`. A domain in a VPC is reached from inside alone: by a VPN, or by a tunnel of
 * Session Manager through a workbench (`aws ssm start-session --document-name AWS-StartPortForwardingSessionToRemoteHost`), with the domain's
 * host name pointed to the tunnel where the login leads back to it, as with `cognito()` and `saml()`.
 */
export class SearchAccess {
  /**
   * By IAM: every request is signed, and the policies of whoever signs decide. Browsers do not sign, so a person opens Dashboards
   * through a proxy that does.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
   */
  public static iam(): SearchAccess {
    return new SearchAccess({});
  }

  /**
   * By a user and password of the domain's own (fine-grained access control), which a browser asks for. The password is generated
   * and kept in Secrets Manager. Only for a domain in a VPC, whose security group then decides who comes to the login at all. Once
   * switched on, fine-grained access control cannot be switched off.
   *
   * The function that sets up the domain reads the password, so a pipeline whose network it defines gets one interface endpoint of Secrets
   * Manager, about 7.30 USD a month in us-east-1. A dynamic reference would be free, but CloudFormation supports none in custom resources, and
   * the password would travel in the event.
   *
   * @param userName name of the user that may do everything; `admin` unless given
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
   */
  public static internalUser(userName: string = 'admin'): SearchAccess {
    return new SearchAccess({ masterUserName: userName });
  }

  /**
   * By Amazon Cognito, which asks people for their login and gives them a role; programs sign their requests, as with `iam()`.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cognito-auth.html
   */
  public static cognito(options: CognitoAccessOptions): SearchAccess {
    return new SearchAccess({ cognito: options });
  }

  /**
   * By a SAML identity provider, which asks people for their login (fine-grained access control); programs sign their requests, and need a role
   * of the domain that is mapped to theirs, as the indexer gets. Only for a domain in a VPC, because a browser's requests are not signed, so
   * that the access policy lets everybody come to the login. Once switched on, fine-grained access control cannot be switched off.
   *
   * The identity provider is told the address `https://<endpoint>/_dashboards/_opendistro/_security/saml/acs` and the entity id
   * `https://<endpoint>`, with the endpoint of `SearchDomain.endpoint`.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/saml.html
   */
  public static saml(options: SamlAccessOptions): SearchAccess {
    return new SearchAccess({ saml: options });
  }

  /** @internal */
  public readonly _masterUserName?: string;
  /** @internal */
  public readonly _cognito?: CognitoAccessOptions;
  /** @internal */
  public readonly _saml?: SamlAccessOptions;

  private constructor({ masterUserName, cognito, saml }: AccessDecision) {
    this._masterUserName = masterUserName;
    this._cognito = cognito;
    this._saml = saml;
  }

  /**
   * Whether the domain itself decides about each request, by roles of its own (fine-grained access control), so that the access policy lets
   * every request through to it.
   *
   * @internal
   */
  public get _fineGrained(): boolean {
    return this._masterUserName !== undefined || this._saml !== undefined;
  }
}
