import AdmZip from 'adm-zip';
import { mkdir, mkdtemp, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsError } from '../service';
import type { RunnableFunction } from './function-configuration';

/** Gives the zip file of a function. */
export type CodeSource = (functionArn: string) => Promise<Buffer>;

/**
 * Functions' code, unpacked once for each content. Beside it lies the SDK that Lambda's Node.js runtimes bring along,
 * where both `require` and `import` find it.
 */
export class CodeStore {
  private readonly directories = new Map<string, Promise<string>>();
  private prepared: Promise<void> | undefined;

  public constructor(
    private readonly root: string,
    private readonly source: CodeSource,
  ) {}

  /** The directory that holds the function's files. */
  public async directoryOf(fn: RunnableFunction): Promise<string> {
    this.prepared ??= this.offerSdk();
    await this.prepared;
    const known = this.directories.get(fn.codeSha256);
    if (known) {
      return known;
    }
    const directory = this.unpack(fn);
    this.directories.set(fn.codeSha256, directory);
    // a failure is not remembered: the next invocation tries again
    directory.catch(() => this.directories.delete(fn.codeSha256));
    return directory;
  }

  private async unpack(fn: RunnableFunction): Promise<string> {
    const target = join(this.root, Buffer.from(fn.codeSha256, 'base64').toString('hex'));
    const scratch = await mkdtemp(`${target}-`);
    let zip: AdmZip;
    try {
      zip = new AdmZip(await this.source(fn.arn));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AwsError('InvalidZipFileException', `Lambda could not unzip the code of ${fn.name}: ${reason}`, 502);
    }
    // also takes the modes along, which a zip written on Unix holds
    zip.extractAllTo(scratch, true, true);
    await rename(scratch, target);
    return target;
  }

  /** Only the SDK: what else happens to lie in our own `node_modules` must not hide a missing bundle. */
  private async offerSdk(): Promise<void> {
    const modules = join(this.root, 'node_modules');
    await mkdir(modules, { recursive: true });
    const sdk = dirname(dirname(dirname(require.resolve('@aws-sdk/client-s3'))));
    await symlink(sdk, join(modules, '@aws-sdk'), 'junction');
  }
}
