import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FileAsset {
  readonly hash: string;
  readonly displayName?: string;
  /** Below the assembly. */
  readonly path: string;
  readonly packaging: string;
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, AssetEntry>>;
}

interface AssetEntry {
  readonly displayName?: string;
  readonly source: { readonly path: string; readonly packaging: string };
}

/** The files that a stack wants uploaded, beside its own template. */
export function fileAssets(assembly: string, stack: string): FileAsset[] {
  const { files = {} } = JSON.parse(readFileSync(join(assembly, `${stack}.assets.json`), 'utf8')) as AssetManifest;
  return Object.entries(files)
    .filter(([, { source }]) => source.path !== `${stack}.template.json`)
    .map(([hash, { displayName, source }]) => ({ hash, displayName, ...source }));
}
