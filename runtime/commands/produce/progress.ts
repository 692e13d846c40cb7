import { Counts, inWords } from './counts';

/** Where progress is shown. */
export interface Progress {
  /** Shows how far it is, 0 to 1; undefined when nobody knows. */
  update(fraction: number | undefined, counts: Counts): void;
  /** A line that stays. */
  line(text: string): void;
  end(): void;
}

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Milliseconds between two pictures of the bar, and between two lines where there is no terminal to draw one on. */
const BAR_INTERVAL = 100;
const LINE_INTERVAL = 5000;
const WIDTH = 20;
const CLEAR_LINE = '\r\u001b[K';

export function progressOn(output: Output, isQuiet: boolean, now: () => number = Date.now): Progress {
  const isBar = output.isTTY === true && !isQuiet;
  const interval = isBar ? BAR_INTERVAL : LINE_INTERVAL;
  let shown = '';
  let last = now();
  return {
    update: (fraction, counts) => {
      if (isQuiet || now() - last < interval) return;
      last = now();
      const text = `${fraction === undefined ? '' : `${isBar ? bar(fraction) : ''}${Math.floor(fraction * 100)}%: `}${inWords(counts)}`;
      shown = isBar ? text : '';
      output.write(isBar ? `${CLEAR_LINE}${text}` : `${text}\n`);
    },
    line: (text) => {
      output.write(shown === '' ? `${text}\n` : `${CLEAR_LINE}${text}\n${shown}`);
    },
    end: () => {
      if (shown !== '') output.write(CLEAR_LINE);
      shown = '';
    },
  };
}

function bar(fraction: number): string {
  const full = Math.round(fraction * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} `;
}
