import type { IndexDocument } from './document';
import { placeInAggregate, type StreamedRecord } from './user-record';
import type { IndexerSchemaConfig } from '../../../src/search/indexer-config';
import { ByteSink, RecordReader, documentIdOf, searchRendering, type Reason, type Rendering, type Row } from '../../schema';

/** OpenSearch refuses a whole bulk request for one id that is longer or empty. */
const DOCUMENT_ID_LIMIT_BYTES = 512;

export interface BuiltDocuments {
  readonly documents: readonly IndexDocument[];
  /** Why the schema rejects parts of the record; empty when it takes all. */
  readonly rejections: readonly Reason[];
  /** Why parts that the schema takes can be no document all the same. Nobody but the indexer notices these. */
  readonly unindexable: readonly Reason[];
}

/** Makes documents of the records of one stream. */
export class DocumentBuilder {
  readonly invalidRecords: IndexerSchemaConfig['invalidRecords'];
  private readonly alias: string;
  private readonly documentIdField?: string;
  private readonly reader: RecordReader;
  private readonly render: Rendering;
  private readonly sink = new ByteSink();
  private readonly documentId: (row: Row) => string | undefined;

  constructor(config: IndexerSchemaConfig) {
    this.invalidRecords = config.invalidRecords;
    this.alias = config.index;
    this.documentIdField = config.schema.documentId;
    this.reader = new RecordReader(config.schema);
    this.render = searchRendering(config.schema);
    this.documentId = documentIdOf(config.schema);
  }

  build(record: StreamedRecord): BuiltDocuments {
    if (record.unreadable !== undefined) return { documents: [], rejections: [record.unreadable], unindexable: [] };
    const documents: IndexDocument[] = [];
    const rejections: Reason[] = [];
    const unindexable: Reason[] = [];
    this.reader.read(record.data, {
      row: (row) => {
        const id = this.documentId(row) ?? placeInStream(record, documents.length);
        const bytes = Buffer.byteLength(id);
        if (bytes === 0 || bytes > DOCUMENT_ID_LIMIT_BYTES) {
          unindexable.push({ field: this.documentIdField, rule: `document id of 1 to ${DOCUMENT_ID_LIMIT_BYTES} bytes`, received: `${bytes} bytes` });
          return;
        }
        this.sink.clear();
        this.render(row, this.sink);
        documents.push({ record, alias: this.alias, id, source: this.sink.toByteText() });
      },
      rejected: (found) => rejections.push(...found),
    });
    return { documents, rejections, unindexable };
  }
}

/** The same each time the event source delivers the record again, so that a retry writes the same document. */
function placeInStream(record: StreamedRecord, documentsBefore: number): string {
  const place = `${record.shardId}:${record.sequenceNumber}:${placeInAggregate(record)}`;
  return documentsBefore === 0 ? place : `${place}:${documentsBefore}`;
}
