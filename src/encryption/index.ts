export * from './pipeline-encryption';
