/**
 * Field tags (number * 8 + wire type) of the messages in
 * https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md.
 */
export const PARTITION_KEY_TABLE = 0x0a;
export const EXPLICIT_HASH_KEY_TABLE = 0x12;
export const RECORDS = 0x1a;

export const RECORD_PARTITION_KEY_INDEX = 0x08;
export const RECORD_EXPLICIT_HASH_KEY_INDEX = 0x10;
export const RECORD_DATA = 0x1a;
export const RECORD_TAGS = 0x22;

export const TAG_KEY = 0x0a;
