export { fromByteText, toByteText } from './byte-text';
export { curatedRendering, type Rendering } from './curated-row';
export type { Reason } from './reason';
export { RecordReader } from './record-reader';
export { Rejection } from './rejection';
export { Row } from './row';
export { documentIdOf, searchRendering } from './search-document';
