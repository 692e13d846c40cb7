export * from './network-options';
export * from './pipeline-network';
