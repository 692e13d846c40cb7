import type { CuratedDeliveryProps } from './curated-delivery';
import { DeliveryFormat } from './delivery-format';
import { RecordTransform } from './record-transform';
import { defaultCuratedPrefix } from '../private/curated-layout';

/** What was decided about a delivery, and the defaults for the rest. */
export interface ResolvedDelivery {
  readonly format: DeliveryFormat;
  readonly transform: RecordTransform;
  readonly prefix: string;
  readonly errorPrefix: string;
}

export function resolveDelivery(props: CuratedDeliveryProps): ResolvedDelivery {
  return {
    format: props.format ?? (props.curatedTable ? DeliveryFormat.parquet() : DeliveryFormat.json()),
    transform: props.transform ?? RecordTransform.standard(),
    prefix: props.prefix ?? defaultCuratedPrefix(props.schema),
    errorPrefix: props.errorPrefix ?? 'errors/',
  };
}
