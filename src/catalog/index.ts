export * from './catalog-options';
export * from './curated-data-format';
export * from './data-catalog';
