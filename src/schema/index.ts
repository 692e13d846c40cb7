export * from './curated-table';
export * from './field';
export * from './field-options';
export * from './record-partitioning';
export * from './record-schema';
