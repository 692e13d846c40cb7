export * from './field';
export * from './field-options';
export * from './record-schema';
