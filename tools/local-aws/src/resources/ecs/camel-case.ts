/** Members whose keys are the user's own words. */
const MAPS = ['DockerLabels', 'DriverOpts', 'Labels', 'Options'];

/** Where CloudFormation's capitals follow another rule than the API's. */
const IRREGULAR: Readonly<Record<string, string>> = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  EnableECSManagedTags: 'enableECSManagedTags',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
  IAM: 'iam',
};

/**
 * CloudFormation's form of an ECS structure as the API writes it: the same names, beginning with a small letter. The
 * result has the API's type, because AWS's own handlers do no more than this.
 */
export function camelCase<Output>(value: unknown): Output {
  return convert(value) as Output;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(convert);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [apiName(name), MAPS.includes(name) ? member : convert(member)]),
  );
}

function apiName(name: string): string {
  return IRREGULAR[name] ?? name.charAt(0).toLowerCase() + name.slice(1);
}

/** Only the named properties of a resource, in the API's form. */
export function pick<Output>(properties: Readonly<Record<string, unknown>>, names: readonly string[]): Output {
  const chosen = names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]);
  return camelCase<Output>(Object.fromEntries(chosen));
}
