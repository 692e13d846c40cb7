import type { Passenger, PendingPut } from './pending-put';

/** The user records inside one Kinesis record, in their order: for each, whom to tell how it ends, and its index in that call. */
export class Passengers {
  public static of(passenger: Passenger, index: number): Passengers {
    const passengers = new Passengers();
    passenger.board(passengers, index);
    return passengers;
  }

  /** Neighbours of the same put are one entry here, and in `starts` the position of the first of them. */
  private readonly puts: PendingPut[] = [];
  private readonly starts: number[] = [];
  private readonly indexes: number[] = [];

  public get count(): number {
    return this.indexes.length;
  }

  /** Of the record that was pushed last. */
  public get lastPut(): PendingPut | undefined {
    return this.puts.at(-1);
  }

  public push(put: PendingPut, index: number): void {
    if (this.lastPut !== put) {
      this.puts.push(put);
      this.starts.push(this.indexes.length);
    }
    this.indexes.push(index);
  }

  public putAt(position: number): PendingPut {
    let low = 0;
    for (let high = this.puts.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] > position) high = middle - 1;
      else low = middle;
    }
    return this.puts[low];
  }

  public indexAt(position: number): number {
    return this.indexes[position];
  }

  /** Calls back once for neighbours that belong to the same put; `start` is the position of the first. */
  public forEachPut(callback: (put: PendingPut, count: number, start: number) => void): void {
    const { puts, starts } = this;
    for (let n = 0; n < puts.length; n++) callback(puts[n], (n + 1 < starts.length ? starts[n + 1] : this.count) - starts[n], starts[n]);
  }
}
