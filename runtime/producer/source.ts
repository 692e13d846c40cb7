/** An iterable that ends where it breaks, so that what it gave before is still taken; what it threw is kept. */
export class Source<T> implements AsyncIterable<T> {
  private broken: { readonly error: unknown } | undefined;

  constructor(private readonly items: Iterable<T> | AsyncIterable<T>) {}

  public async* [Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      for await (const item of this.items) yield item;
    } catch (error) {
      this.broken = { error };
    }
  }

  public throwIfBroken(): void {
    if (this.broken !== undefined) throw this.broken.error;
  }
}
