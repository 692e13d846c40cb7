type Attributes = Record<string, string>;

/** What the producer needs of a `Meter` of `@opentelemetry/api`; such a meter is one. */
export interface MetricsMeter {
  createCounter(name: string, options?: { unit?: string }): { add(value: number, attributes?: Attributes): void };
  createUpDownCounter(name: string, options?: { unit?: string }): { add(value: number, attributes?: Attributes): void };
  createHistogram(name: string, options?: { unit?: string }): { record(value: number, attributes?: Attributes): void };
}
