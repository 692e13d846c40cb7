export * from './encryption';
export * from './ingestion';
export * from './schema';
export * from './studio';
