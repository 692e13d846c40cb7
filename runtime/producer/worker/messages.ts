import type { PlainError } from './plain-error';
import { CapacityEstimate, CapacityOptions } from '../capacity/capacity-estimate';
import { ProducerMetrics } from '../metrics/producer-metrics';
import { PutResult } from '../put-result';

/** What the caller's thread tells the worker thread. */
export type ToWorker =
  | {
    readonly kind: 'parcel';
    readonly parcel: number;
    /** Whether each record is to be told where it was written; otherwise only those that failed are told of. */
    readonly isTold: boolean;
    readonly count: number;
    /** Written by `ParcelWriter`. */
    readonly bytes: ArrayBuffer;
  }
  | { readonly kind: 'flush' }
  | { readonly kind: 'ask'; readonly question: number; readonly capacity?: CapacityOptions }
  | { readonly kind: 'stop' }
  | { readonly kind: 'close' };

/** Records of a parcel that were written together. */
export interface Written {
  readonly parcel: number;
  readonly positions: readonly number[];
  readonly result: PutResult;
}

export interface Failed {
  readonly parcel: number;
  readonly position: number;
  readonly error: PlainError;
}

/** What the worker thread tells the caller's thread. */
export type FromWorker =
  | { readonly kind: 'ends'; readonly written: readonly Written[]; readonly failed: readonly Failed[] }
  | { readonly kind: 'receipt'; readonly parcel: number; readonly failed: readonly Failed[] }
  | { readonly kind: 'flushed' }
  | { readonly kind: 'answer'; readonly question: number; readonly metrics: ProducerMetrics; readonly estimate?: CapacityEstimate; readonly error?: PlainError }
  | { readonly kind: 'closed'; readonly metrics: ProducerMetrics };
