import * as iam from 'aws-cdk-lib/aws-iam';
import { StreamIngestion } from '../ingestion';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeWildcard } from '../private/acknowledge-wildcard';
import { SearchDomain } from '../search';
import { DeveloperWorkbench } from '../workbench';

/**
 * Lets the instance of a workbench run every sample: put records, read them with the Kinesis Client Library, and, where IAM decides about each
 * request to search, open Dashboards. A person in Cloud9 has permissions of their own.
 */
export function allowSamples({ applicationName, role }: DeveloperWorkbench, ingestion: StreamIngestion, search?: SearchDomain): void {
  if (!role) {
    return;
  }
  ingestion.grantWrite(role);
  ingestion.grantKclConsumer(role, applicationName);
  acknowledgeWildcard(role, `${ingestion.stream.streamArn}/consumer/${applicationName}:*`,
    'the ARN of a fan-out consumer ends with the moment of its registration, so only its name can be given');
  if (ingestion.stream.encryptionKey) {
    for (const action of ['kms:ReEncrypt*', 'kms:GenerateDataKey*']) {
      acknowledge(role, `IAM5[Action::${action}]`, 'the variants of one action that the grant of aws-cdk-lib for writing to an encrypted stream consists of');
    }
  }
  if (search && !search.masterUserSecret) {
    iam.Grant.addToPrincipal({
      grantee: role,
      actions: ['Get', 'Head', 'Post', 'Put', 'Delete'].map((method) => `es:ESHttp${method}`),
      resourceArns: [`${search.domain.domainArn}/*`],
    });
    acknowledgeWildcard(role, `${search.domain.domainArn}/*`, 'Dashboards asks for paths of indexes and saved objects that people name while they work');
  }
}
