/** The machine image of a Cloud9 environment. */
export class Cloud9Image {
  /** Amazon Linux 2023, which AWS recommends. */
  public static readonly AMAZON_LINUX_2023 = new Cloud9Image('amazonlinux-2023-x86_64');
  /** Ubuntu 22.04. */
  public static readonly UBUNTU_22_04 = new Cloud9Image('ubuntu-22.04-x86_64');

  /**
   * Another image.
   *
   * @param imageId an alias that Cloud9 knows, such as `amazonlinux-2023-x86_64`, or `resolve:ssm:` and the path of a public parameter of Cloud9
   * @see https://docs.aws.amazon.com/cloud9/latest/APIReference/API_CreateEnvironmentEC2.html
   */
  public static of(imageId: string): Cloud9Image {
    return new Cloud9Image(imageId);
  }

  private constructor(
    /** The image in the service's terms. */
    public readonly imageId: string,
  ) {}
}
