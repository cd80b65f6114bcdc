import { join } from 'node:path';

type Bundled = typeof import('./gzip.bundled');

const compressed = new Map<string, string>();

/**
 * A text compressed, in base64. Not by Node's zlib, whose output depends on its version and on the processor: another
 * machine that deploys the same app must not replace its instances.
 */
export function gzipBase64(text: string): string {
  let result = compressed.get(text);
  if (result === undefined) {
    // the groups of an app share most of their text, and CDK renders user data several times
    const { gzipSync } = bundled();
    result = Buffer.from(gzipSync(Buffer.from(text, 'utf8'), { mtime: 0 })).toString('base64');
    compressed.set(text, result);
  }
  return result;
}

/** Read when it is needed: importing the package does no work. */
function bundled(): Bundled {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- made by the build, outside of what is compiled
  return require(join(__dirname, '..', '..', 'assets', 'boot', 'gzip.bundled', 'index.js')) as Bundled;
}
