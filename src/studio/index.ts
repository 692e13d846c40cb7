export * from './sql';
export * from './analytics-studio';
export * from './studio-connector';
export * from './studio-options';
export * from './studio-runtime';
