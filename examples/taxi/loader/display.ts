import { clearLine, cursorTo } from 'node:readline';
import { Presets, SingleBar } from 'cli-progress';
import type { LoadCounts } from './trip-loader';

/** Where progress is shown. */
export interface Display {
  /** Shows how far it is, 0 to 1. */
  update(fraction: number, counts: Readonly<LoadCounts>): void;
  /** A line that stays. */
  line(text: string): void;
  close(): void;
}

/** How often a line is written where there is no terminal to draw a bar on, in milliseconds. */
const LINE_INTERVAL = 5000;
const STEPS = 1000;

export function displayOn(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }, now: () => number = Date.now): Display {
  return stream.isTTY ? bar(stream) : lines(stream, now);
}

function bar(stream: NodeJS.WritableStream): Display {
  let shown: SingleBar | undefined;
  return {
    update: (fraction, counts) => {
      if (shown === undefined) {
        // an interrupted load goes on until what was put is delivered, and so does its bar
        shown = new SingleBar({ stream, format: '{percentage}% {bar} {counts}', barsize: 20, hideCursor: true, gracefulExit: false }, Presets.shades_classic);
        shown.start(STEPS, 0, { counts: '' });
      }
      shown.update(Math.floor(fraction * STEPS), { counts: inWords(counts) });
    },
    line: (text) => {
      if (shown !== undefined) {
        // written over the bar, which is drawn again below
        cursorTo(stream, 0);
        clearLine(stream, 0);
      }
      stream.write(`${text}\n`);
    },
    close: () => shown?.stop(),
  };
}

function lines(stream: NodeJS.WritableStream, now: () => number): Display {
  let last = now();
  return {
    update: (fraction, counts) => {
      if (now() - last < LINE_INTERVAL) return;
      last = now();
      stream.write(`${Math.floor(fraction * 100)}%: ${inWords(counts)}\n`);
    },
    line: (text) => { stream.write(`${text}\n`); },
    close: () => undefined,
  };
}

export function inWords({ read, acknowledged, rejected, failed }: Readonly<LoadCounts>): string {
  return `${read} read, ${acknowledged} acknowledged, ${rejected} rejected, ${failed} failed`;
}
