export * from './encryption';
export * from './ingestion';
export * from './monitoring';
export * from './schema';
