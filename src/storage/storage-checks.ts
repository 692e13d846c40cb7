import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { PipelineStorageProps } from './pipeline-storage';
import { Problems } from '../private/problems';

/**
 * Checks the properties as a whole.
 *
 * @throws an error that lists every problem
 */
export function checkStorage(subject: string, props: PipelineStorageProps): void {
  const problems = new Problems(subject);
  checkExisting(problems, props);
  const { expiration, noncurrentVersionExpiration, abortIncompleteMultipartUploadAfter, accessLogExpiration } = props;
  const times = { expiration, noncurrentVersionExpiration, abortIncompleteMultipartUploadAfter, accessLogExpiration };
  for (const [property, time] of Object.entries(times)) {
    checkDays(problems, property, time);
  }
  problems.when(props.versioned === false && noncurrentVersionExpiration !== undefined,
    'noncurrentVersionExpiration needs versioned buckets, got versioned: false: leave out one or the other');
  problems.when(props.autoDeleteObjects === true && props.removalPolicy !== RemovalPolicy.DESTROY,
    `autoDeleteObjects needs removalPolicy: RemovalPolicy.DESTROY, got ${props.removalPolicy ?? 'none, which retains the buckets'}: `
    + 'leave out autoDeleteObjects to keep the objects');
  problems.throwIfAny();
}

function checkExisting(problems: Problems, props: PipelineStorageProps): void {
  if (props.existingDatasetBucket && props.existingCuratedBucket) {
    problems.notTogether('existingDatasetBucket with existingCuratedBucket', {
      existingAccessLogBucket: props.existingAccessLogBucket,
      versioned: props.versioned,
      expiration: props.expiration,
      noncurrentVersionExpiration: props.noncurrentVersionExpiration,
      abortIncompleteMultipartUploadAfter: props.abortIncompleteMultipartUploadAfter,
      accessLogs: props.accessLogs,
      accessLogExpiration: props.accessLogExpiration,
      autoDeleteObjects: props.autoDeleteObjects,
    });
    return;
  }
  if (props.existingAccessLogBucket) {
    problems.notTogether('existingAccessLogBucket', { accessLogExpiration: props.accessLogExpiration });
  }
  if (props.accessLogs === false) {
    const { existingAccessLogBucket, accessLogExpiration } = props;
    for (const [property, value] of Object.entries({ existingAccessLogBucket, accessLogExpiration })) {
      problems.when(value !== undefined, `${property} needs access logs, got accessLogs: false: leave out one or the other`);
    }
  }
}

function checkDays(problems: Problems, property: string, time: Duration | undefined): void {
  if (!time || time.isUnresolved()) {
    return;
  }
  const days = time.toDays({ integral: false });
  problems.when(days < 1 || !Number.isInteger(days), `${property} must be at least one day, in whole days, got ${time.toHumanString()}`);
}
