import { execFileSync } from 'node:child_process';
import { ROOT } from './check';
import { npmConsumer } from '../consumers/npm';

const MOST_BYTES = 1.5 * 1024 * 1024;
const BELONG = /^(lib\/|package\.json$|README\.md$|LICENSE$|API\.md$|\.jsii(\.gz)?$|\.warnings\.jsii\.js$)/;

/** Fails when the tarball is too large, brings a dependency, holds what does not belong in it, or cannot be used once installed. */
const [pack]: { unpackedSize: number; files: { path: string }[] }[] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], { cwd: ROOT, encoding: 'utf8' }));
const strangers = pack.files.map((file) => file.path).filter((file) => !BELONG.test(file));
if (pack.unpackedSize > MOST_BYTES) {
  throw new Error(`the package must be at most ${MOST_BYTES} bytes unpacked, got ${pack.unpackedSize}`);
}
if (strangers.length > 0) {
  throw new Error(`the package must hold the library only, got ${strangers.join(', ')}`);
}
console.log(`${pack.files.length} files, ${pack.unpackedSize} bytes unpacked (${MOST_BYTES} allowed)`);

execFileSync('projen', ['package:js'], { cwd: ROOT, stdio: 'inherit' });
npmConsumer();
