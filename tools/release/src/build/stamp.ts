/** The parts of a `package.json` that carry versions of this repository's packages. */
export interface StampedManifest {
  readonly name: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

/** What a package becomes. */
export interface Stamp {
  readonly version: string;
  /** The ranges of its siblings, by their names on npm. */
  readonly siblings: Readonly<Record<string, string>>;
}

const FIELDS = ['dependencies', 'peerDependencies', 'devDependencies'] as const;

/**
 * In git every package is 0.0.0 and asks for `^0.0.0`. The real numbers are written before anything is compiled: jsii
 * checks them against the packages that it finds, and keeps them in the assembly. For the build a sibling is exactly
 * the oldest version that the range allows.
 */
export function stamp(manifest: StampedManifest, { version, siblings }: Stamp): StampedManifest {
  const ranges = (field: (typeof FIELDS)[number]) => {
    const entries = Object.entries((manifest[field] ?? {}) as Record<string, string>);
    const stamped = entries.map(([name, range]) => {
      const sibling = siblings[name];
      return [name, sibling === undefined ? range : field === 'devDependencies' ? sibling.slice(1) : sibling];
    });
    return manifest[field] === undefined ? {} : { [field]: Object.fromEntries(stamped) as Record<string, string> };
  };
  return { ...manifest, ...Object.assign({}, ...FIELDS.map(ranges)), version };
}
