export * from './capacity-mode';
export * from './ingestion-options';
export * from './stream-ingestion';
