import { PendingPut } from './pending-put';

/** The user records inside one Kinesis record, in their order: for each, whom to tell how it ends, and its index in that call. */
export class Passengers {
  public static of(put: PendingPut, index: number): Passengers {
    const passengers = new Passengers();
    passengers.push(put, index);
    return passengers;
  }

  private readonly puts: PendingPut[] = [];
  private readonly indexes: number[] = [];

  public get count(): number {
    return this.puts.length;
  }

  public push(put: PendingPut, index: number): void {
    this.puts.push(put);
    this.indexes.push(index);
  }

  public putAt(position: number): PendingPut {
    return this.puts[position];
  }

  public indexAt(position: number): number {
    return this.indexes[position];
  }

  /** Calls back once for neighbours that belong to the same put. */
  public forEachPut(callback: (put: PendingPut, count: number) => void): void {
    const { puts } = this;
    let start = 0;
    while (start < puts.length) {
      const put = puts[start];
      let end = start + 1;
      while (end < puts.length && puts[end] === put) end++;
      callback(put, end - start);
      start = end;
    }
  }
}
