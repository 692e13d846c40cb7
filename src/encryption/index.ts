export * from './customer-managed-options';
export * from './pipeline-encryption';
