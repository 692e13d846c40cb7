export * from './pipeline-options';
export * from './pipeline-profile';
export * from './streaming-analytics-pipeline-props';
