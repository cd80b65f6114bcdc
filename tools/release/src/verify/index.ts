import { join, resolve } from 'node:path';
import { FLAG, TEXT, readArguments } from 'command-line/lib/arguments';
import { UsageError, type Command } from 'command-line/lib/command';
import { ROOT } from '../repository';
import { countText } from './upgrade/report';
import { verify as verifyReleases } from './verify';

const USAGE = `Usage: npm run release -- verify FOLDER [options]

Verifies exactly the files that 'build' wrote to FOLDER, by their checksums. Served by an npm registry and a Python
index on this machine they are installed into fresh projects outside the repository; the reference apps must compile
there and describe what they do in the repository, and in Python the same. What an upgrade from the last published
versions does to the environments is reported; a release that is not breaking and would replace or remove what holds
data or carries traffic, or breaks the API, is refused.

  --npm URL           where users get npm packages from (default: $NPM_REGISTRY)
  --pypi URL          the simple API where they get Python's (default: $PYPI_SIMPLE_INDEX)
  --synthesised       compares with 'cdk.out' of the apps here as well: 'npx nx run-many -t synth' writes them
  --help              this text

Writes 'verified.json' and 'release-notes.md' beside each release, and 'publish.cjs'.
`;

export const verify: Command = {
  summary: 'installs what was built from local registries; what an upgrade does to a running cluster',
  usage: USAGE,

  async run(args, { signal, folder, progress, print }) {
    const { out, npm, simple, synthesised } = verifyArguments(args);
    const found = await verifyReleases({
      root: ROOT,
      out,
      folder,
      published: { npm, simple },
      synthesised: synthesised ? join(ROOT, 'apps') : undefined,
      signal,
      progress,
    });
    for (const { release } of found.released) {
      print(`${release.tag} is verified.`);
    }
    for (const [name, comparison] of Object.entries(found.upgrade?.environments ?? {})) {
      print(`  ${name}: ${countText(comparison)}`);
    }
  },
};

function verifyArguments(args: readonly string[]) {
  const options = { npm: TEXT, pypi: TEXT, synthesised: FLAG };
  const { values, positionals } = readArguments(args, { options, allowPositionals: true });
  if (positionals.length !== 1) {
    throw new UsageError(`One folder must be given, got ${positionals.length}.`);
  }
  const { NPM_REGISTRY, PYPI_SIMPLE_INDEX } = process.env;
  const npm = values.npm ?? NPM_REGISTRY;
  const simple = values.pypi ?? PYPI_SIMPLE_INDEX;
  if (!npm || !simple) {
    throw new UsageError(
      'Where users get packages must be given: --npm and --pypi, or the variables NPM_REGISTRY and PYPI_SIMPLE_INDEX.',
    );
  }
  return {
    // relative to where the person stands; npm starts scripts at the root and says where that was
    out: resolve(process.env.INIT_CWD ?? '.', positionals[0] ?? ''),
    npm,
    simple,
    synthesised: values.synthesised ?? false,
  };
}
