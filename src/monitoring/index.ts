export * from './alarm-severity';
export * from './monitored-stream';
export * from './monitoring-options';
export * from './pipeline-monitoring';
export * from './pipeline-monitoring-props';
