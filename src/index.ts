export * from './catalog';
export * from './delivery';
export * from './encryption';
export * from './ingestion';
export * from './schema';
