import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { minVersion } from 'semver';
import type { PlannedRelease } from '../model';

/** A package whose code travels inside ours. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

export interface SbomRequest {
  readonly release: PlannedRelease;
  /** The tarball's. */
  readonly sha256: string;
  readonly license: string;
  readonly peers: Readonly<Record<string, string>>;
  readonly bundled: readonly Bundled[];
  /** When the commit was made: the same commit gives the same file. */
  readonly timestamp: Date;
}

/** CycloneDX 1.6: what is inside the package, and what it asks its users to have, from which version on. */
export function sbom({ release, sha256, license, peers, bundled, timestamp }: SbomRequest): string {
  const main = component(release.npmName, release.version, { license });
  main.hashes.set(Enums.HashAlgorithm['SHA-256'], sha256);
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: main, timestamp }) });
  for (const one of bundled) {
    add(bom, main, component(one.name, one.version, { license: one.license, role: 'bundled' }));
  }
  for (const [name, range] of Object.entries(peers)) {
    add(bom, main, component(name, minVersion(range)?.version ?? range, { role: 'peer', range }));
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

interface Details {
  readonly license?: string;
  readonly role?: 'bundled' | 'peer';
  readonly range?: string;
}

function component(npmName: string, version: string, { license, role, range }: Details): Models.Component {
  const parts = npmName.split('/');
  const [group, name = npmName] = parts.length === 2 ? parts : [undefined, npmName];
  const purl = `pkg:npm/${group ? `${encodeURIComponent(group)}/` : ''}${name}@${version}`;
  const made = new Models.Component(Enums.ComponentType.Library, name, { group, version, purl, bomRef: purl });
  if (role) {
    made.scope = Enums.ComponentScope.Required;
    made.properties.add(new Models.Property('ecs-groundwork:role', role));
  }
  if (range) {
    made.properties.add(new Models.Property('ecs-groundwork:range', range));
  }
  if (license) {
    made.licenses.add(new Models.LicenseExpression(license));
  }
  return made;
}

function add(bom: Models.Bom, main: Models.Component, one: Models.Component): void {
  bom.components.add(one);
  main.dependencies.add(one.bomRef);
}
