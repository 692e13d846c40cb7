import { Duration, Size } from 'aws-cdk-lib';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';

export const ITERATOR_AGE = Duration.minutes(15);
const LONGEST_BUFFERING = Duration.minutes(15);
const PATIENCE_BEYOND_BUFFERING = Duration.minutes(10);
const UNKNOWN_VOLUME_FREE_STORAGE = Size.gibibytes(20);

/** Every threshold, decided. */
export interface Thresholds {
  readonly throttledRecords: number;
  readonly iteratorAge: Duration;
  readonly deliveryFreshness: Duration;
  readonly conversionFailures: number;
  readonly transformFailures: number;
  readonly indexerErrors: number;
  readonly deadLetters: number;
  readonly searchDeliveryFreshness: Duration;
  readonly searchDeliverySuccessPercent: number;
  readonly searchFreeStorage: Size;
  readonly searchMemoryPressurePercent: number;
  readonly studioRunningTime: Duration;
}

/** The thresholds of props that have been checked. */
export function thresholdsOf(props: PipelineMonitoringProps): Thresholds {
  return {
    throttledRecords: props.throttledRecords ?? 0,
    iteratorAge: props.iteratorAge ?? ITERATOR_AGE,
    deliveryFreshness: props.deliveryFreshness ?? (props.deliveryBufferingInterval ?? LONGEST_BUFFERING).plus(PATIENCE_BEYOND_BUFFERING),
    conversionFailures: props.conversionFailures ?? 0,
    transformFailures: props.transformFailures ?? 0,
    indexerErrors: props.indexerErrors ?? 0,
    deadLetters: props.deadLetters ?? 0,
    searchDeliveryFreshness: props.searchDeliveryFreshness
      ?? (props.searchDeliveryBufferingInterval ?? LONGEST_BUFFERING).plus(PATIENCE_BEYOND_BUFFERING),
    searchDeliverySuccessPercent: props.searchDeliverySuccessPercent ?? 100,
    searchFreeStorage: freeStorage(props),
    searchMemoryPressurePercent: props.searchMemoryPressurePercent ?? 95,
    studioRunningTime: props.studioRunningTime ?? Duration.hours(12),
  };
}

function freeStorage(props: PipelineMonitoringProps): Size {
  if (!props.domainVolumeSize) {
    return UNKNOWN_VOLUME_FREE_STORAGE;
  }
  return Size.mebibytes(Math.floor(props.domainVolumeSize.toMebibytes() * (props.searchFreeStoragePercent ?? 25) / 100));
}
