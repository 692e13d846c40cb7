import { stringLength } from './protobuf-writer';

/**
 * Where a partition key stands in the table of the aggregate that got it last. Who adds records with the same keys over and over keeps one for
 * each key, and passes it with each record: then no table has to look for the key.
 */
export class KeyPlace {
  /** In UTF-8. */
  public readonly length: number;
  /** The number of what the table holds; zero is none. */
  public content = 0;
  public index = 0;

  constructor(key: string) {
    this.length = stringLength(key);
  }
}
