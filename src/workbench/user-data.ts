import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import { heredoc } from './heredoc';
import { stopWhenIdle } from './stop-when-idle';

/** Of the distribution's own repositories: https://docs.aws.amazon.com/linux/al2023/release-notes/all-packages.html */
const TOOLS = ['java-21-amazon-corretto-devel', 'maven', 'nodejs22', 'nodejs22-npm', 'unzip'];

export interface UserDataProps {
  readonly samples: assets.Asset;
  /** What samples read, by name. */
  readonly environment: { readonly [name: string]: string };
  /** Never when absent. */
  readonly automaticStop?: Duration;
}

/** What an instance does when it starts for the first time. It stops when idle even if a package cannot be installed. */
export function workbenchUserData({ samples, environment, automaticStop }: UserDataProps): ec2.UserData {
  const userData = ec2.UserData.forLinux();
  userData.addCommands(
    'set -u',
    'install -d /opt/workbench/samples',
    ...heredoc('/etc/profile.d/workbench.sh', Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`)),
    ...(automaticStop ? stopWhenIdle(automaticStop) : []),
    `dnf install -y ${TOOLS.join(' ')}`,
    `aws s3 cp ${samples.s3ObjectUrl} /tmp/samples.zip`,
    'unzip -q -o /tmp/samples.zip -d /opt/workbench/samples',
    'chmod -R a+rwX /opt/workbench/samples',
  );
  return userData;
}
