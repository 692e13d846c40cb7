/** One record as an application puts it and as a consumer sees it. */
export interface UserRecord {
  /** 1 to 256 Unicode characters. */
  readonly partitionKey: string;
  /** A decimal number from 0 to 2^128 - 1 that decides the shard instead of the MD5 of the partition key. */
  readonly explicitHashKey?: string;
  /** The bytes of the record. */
  readonly data: Uint8Array;
}
