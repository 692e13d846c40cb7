import { IConstruct } from 'constructs';
import { nameOptions } from '../private/option-names';

/** Lets the parts of a pipeline name their options in errors as the person wrote them. */
export function nameParts(pipeline: IConstruct): void {
  nameOptions(pipeline, 'Ingestion', { path: 'ingestion' });
  nameOptions(pipeline, 'Insights', { path: 'insights.ingestion' });
  nameOptions(pipeline, 'Delivery', { path: 'delivery' });
  nameOptions(pipeline, 'Catalog', { path: 'catalog', renamed: { curatedPrefix: 'delivery.prefix', partitioning: 'delivery.partitioning' } });
}
