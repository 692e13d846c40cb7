export * from './pipeline-storage';
export * from './storage-options';
