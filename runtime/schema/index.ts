export { ByteSink } from './byte-sink';
export { fromByteText, toByteText } from './byte-text';
export { curatedRendering } from './curated-row';
export { fieldTextOf } from './field-text';
export type { Reason } from './reason';
export { RecordReader, type RecordVisitor } from './record-reader';
export type { Rendering } from './rendering';
export type { Row } from './row';
export { documentIdOf, searchRendering } from './search-document';
