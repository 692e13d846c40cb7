export * from './studio-note';
export * from './studio-paragraph';
