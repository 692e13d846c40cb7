import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { displayOn } from '../../examples/taxi/loader/display';

const COUNTS = { read: 12, rejected: 1, acknowledged: 9, failed: 2 };

describe('progress', () => {
  test('is a line now and then where there is no terminal', async () => {
    const stream = new PassThrough();
    let now = 0;
    const display = displayOn(stream, () => now);
    for (; now <= 12_000; now += 100) display.update(now / 20_000, COUNTS);
    display.line('done');
    display.close();
    expect(await text(stream.end())).toBe('25%: 12 read, 9 acknowledged, 1 rejected, 2 failed\n50%: 12 read, 9 acknowledged, 1 rejected, 2 failed\ndone\n');
  });

  test('is a bar on a terminal, with lines above it', async () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const display = displayOn(stream);
    display.update(0.5, COUNTS);
    display.line('line 7 is broken');
    display.close();
    const shown = await text(stream.end());
    expect(shown).toMatch(/50% █{10}░{10} 12 read, 9 acknowledged, 1 rejected, 2 fail/);
    expect(shown).toContain('line 7 is broken\n');
    expect(shown.indexOf('line 7 is broken')).toBeLessThan(shown.lastIndexOf('50%'));
  });

  test('begins with no bar, so that an error stands alone', async () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const display = displayOn(stream);
    display.line('the file does not exist');
    display.close();
    expect(await text(stream.end())).toBe('the file does not exist\n');
  });
});
