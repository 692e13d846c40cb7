/** The numbers that a decimal of some precision and scale can hold, counted in units of its last digit: exact where a double is not. */
export class DecimalRange {
  private readonly greatest: bigint;

  constructor(private readonly precision: number, private readonly scale: number) {
    this.greatest = 10n ** BigInt(precision) - 1n;
  }

  /** The range in words, for messages. */
  get description(): string {
    const { precision, scale } = this;
    const greatest = `${'9'.repeat(precision - scale) || '0'}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`;
    const step = scale > 0 ? `0.${'1'.padStart(scale, '0')}` : '1';
    return `decimal(${precision},${scale}): -${greatest} to ${greatest} in steps of ${step}`;
  }

  /** Whether one of the numbers lies between two bounds in plain decimal digits, both inclusive; undefined is no bound. */
  hasValueBetween(minimum: string | undefined, maximum: string | undefined): boolean {
    const least = minimum === undefined ? -this.greatest : this.unitsUp(minimum);
    const most = maximum === undefined ? this.greatest : this.unitsDown(maximum);
    return least <= most && least <= this.greatest && most >= -this.greatest;
  }

  private unitsUp(digits: string): bigint {
    return -this.unitsDown(digits.startsWith('-') ? digits.slice(1) : `-${digits}`);
  }

  private unitsDown(digits: string): bigint {
    const negative = digits.startsWith('-');
    const [whole, fraction = ''] = digits.replace('-', '').split('.');
    const units = BigInt(whole + fraction.slice(0, this.scale).padEnd(this.scale, '0'));
    if (!negative) {
      return units;
    }
    return /[1-9]/.test(fraction.slice(this.scale)) ? -units - 1n : -units;
  }
}
