export * from './capacity-mode';
export * from './ingestion-options';
export * from './record-distribution-strategy';
export * from './stream-ingestion';
