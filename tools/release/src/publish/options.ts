import { resolve } from 'node:path';
import { FLAG, TEXT, type readArguments } from 'command-line/lib/arguments';
import { UsageError } from 'command-line/lib/command';
import { Npm } from './npm';
import { PyPi, type Delivery } from './pypi';
import type { Registry } from './registry';

/** What the command and the program of the workflows share. */
export const OPTIONS = { npm: TEXT, provenance: FLAG, pypi: TEXT, upload: TEXT, stage: TEXT, check: FLAG };
/** The part of their usage. */
export const OPTIONS_USAGE = `  FOLDER              what 'build' wrote and 'verify' has verified
  --npm URL           publishes on this npm registry, as the user that npm is configured with
  --provenance        has npm state where it was built; only in a workflow, on npm itself
  --pypi URL          then on the Python index with this simple API
  --upload URL        takes the uploads of that index, with TWINE_USERNAME and TWINE_PASSWORD
  --stage FOLDER      in place of an upload: puts the wheels that are missing there, into this folder
  --check             publishes nothing, and fails unless everything is there with this content
`;

export interface PublishArguments {
  readonly folder: string;
  readonly npm?: string;
  readonly provenance: boolean;
  readonly pypi?: string;
  readonly upload?: string;
  readonly stage?: string;
  readonly check: boolean;
}

type Given = ReturnType<typeof readArguments<{ options: typeof OPTIONS; allowPositionals: true }>>;

export function publishArguments({ values, positionals }: Given): PublishArguments {
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    throw new UsageError(`One folder must be given, got ${positionals.length}.`);
  }
  if (values.npm === undefined && values.pypi === undefined) {
    throw new UsageError('Where to publish must be given: --npm, --pypi or both.');
  }
  const deliveries = [values.upload, values.stage].filter((one) => one !== undefined).length;
  if (values.pypi === undefined ? deliveries > 0 : deliveries > 1 || (deliveries === 0 && !values.check)) {
    throw new UsageError('--pypi takes one of --upload, --stage and --check.');
  }
  return {
    // relative to where the person stands; npm starts scripts at the root and says where that was
    folder: resolve(process.env.INIT_CWD ?? '.', folder),
    npm: values.npm,
    provenance: values.provenance ?? false,
    pypi: values.pypi,
    upload: values.upload,
    stage: values.stage,
    check: values.check ?? false,
  };
}

/** npm first: what PyPI's package brings is what npm's was compiled to. */
export function registriesOf(given: PublishArguments, signal?: AbortSignal): Registry[] {
  return [
    ...(given.npm === undefined ? [] : [new Npm({ url: given.npm, provenance: given.provenance, signal })]),
    ...(given.pypi === undefined ? [] : [new PyPi({ simple: given.pypi, delivery: deliveryOf(given), signal })]),
  ];
}

function deliveryOf({ upload, stage }: PublishArguments): Delivery | undefined {
  if (upload !== undefined) {
    const { TWINE_USERNAME: user, TWINE_PASSWORD: password } = process.env;
    if (!user || !password) {
      throw new UsageError('--upload needs TWINE_USERNAME and TWINE_PASSWORD in the environment.');
    }
    return { upload, login: { user, password } };
  }
  return stage === undefined ? undefined : { stage };
}
