export * from './encryption';
export * from './ingestion';
export * from './schema';
export * from './search';
export * from './studio';
