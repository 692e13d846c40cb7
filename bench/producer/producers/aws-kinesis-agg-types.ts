import 'aws-kinesis-agg';

/** What the package's own types leave out. */
declare module 'aws-kinesis-agg' {
  export class RecordAggregator {
    public readonly totalBytes: number;
    public addUserRecord(record: { readonly partitionKey: string; readonly data: Buffer }): void;
    public build(): EncodedRecord;
  }
}
