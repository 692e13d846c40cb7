import { Names } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { DataCatalogProps } from './data-catalog';

/** The names of a catalogue's tables. */
export interface TableNames {
  readonly source: string;
  readonly target?: string;
  readonly curated: string;
}

/** Longest name that Athena takes: https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html */
const LONGEST_DATABASE_NAME = 255;

/** A database name that no other construct of the app and account gets, since it carries the stack's name and the construct's path. */
export function defaultDatabaseName(construct: IConstruct): string {
  return Names.uniqueResourceName(construct, { separator: '_', maxLength: LONGEST_DATABASE_NAME }).toLowerCase();
}

/** The names given, and the schemas' names for the others. */
export function tableNames(props: DataCatalogProps): TableNames {
  const { source, target, curated } = props.tableNames ?? {};
  return {
    source: source ?? props.schema.name,
    target: target ?? props.insights?.schema.name,
    curated: curated ?? `${props.schema.name}_curated`,
  };
}
