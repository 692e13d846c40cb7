/** How people and programs prove to a search domain who they are. */
export class SearchAccess {
  /**
   * By IAM: every request is signed, and the policies of whoever signs decide. Browsers do not sign, so a person opens Dashboards
   * through a proxy that does.
   *
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
   */
  public static iam(): SearchAccess {
    return new SearchAccess();
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
    return new SearchAccess(userName);
  }

  private constructor(
    /** @internal */
    public readonly _masterUserName?: string,
  ) {}
}
