import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Whole numbers that look random and are the same on every machine for the same seed. */
export class Random {
  private readonly source;

  constructor(seed: number) {
    this.source = xoroshiro128plus(seed);
  }

  /** A whole number between two, both included, each as likely. */
  public integer(from: number, to: number): number {
    return uniformInt(this.source, from, to);
  }

  /** True that many times in ten thousand. */
  public chance(perTenThousand: number): boolean {
    return this.integer(1, 10_000) <= perTenThousand;
  }

  /** One of the choices, each as often as its weight says. */
  public choose<T extends { readonly weight: number }>(choices: readonly T[]): T {
    let left = this.integer(1, choices.reduce((sum, choice) => sum + choice.weight, 0));
    const found = choices.find((choice) => {
      left -= choice.weight;
      return left <= 0;
    });
    if (found === undefined) throw new Error('choices must have whole weights, and one of them above 0');
    return found;
  }
}
