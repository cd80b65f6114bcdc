import { join } from 'node:path';

type Bundled = typeof import('./gzip.bundled');

/**
 * A text compressed, in base64. Not by Node's zlib, whose output depends on its version and on the processor: the template
 * of an app is the same wherever it is synthesised.
 */
export function gzipBase64(text: string): string {
  const { gzipSync } = bundled();
  return Buffer.from(gzipSync(Buffer.from(text, 'utf8'), { mtime: 0, level: 9 })).toString('base64');
}

/** Read when it is needed: importing the package does no work. */
function bundled(): Bundled {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- made by the build, outside of what is compiled
  return require(join(__dirname, '..', '..', 'assets', 'on-boot', 'gzip.bundled', 'index.js')) as Bundled;
}
