export * from './analytics-studio';
export * from './deploy-as-application-options';
export * from './notes';
export * from './sql';
export * from './studio-connector';
export * from './studio-options';
export * from './studio-runtime';
