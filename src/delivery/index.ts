export * from './curated-delivery';
export * from './delivery-format';
export * from './delivery-options';
export * from './invalid-records';
export * from './record-transform';
