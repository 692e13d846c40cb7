export * from './encryption';
export * from './ingestion';
export * from './network';
export * from './monitoring';
export * from './schema';
export * from './storage';
export * from './workbench';
