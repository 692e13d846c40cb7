export * from './catalog';
export * from './encryption';
export * from './ingestion';
export * from './schema';
