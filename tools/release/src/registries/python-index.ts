import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_PYTHON } from '../repository';
import { ServerProcess } from './server-process';

const PROGRAM = join(__dirname, '..', '..', 'python', 'serve_index.py');

/** A Python index on this machine that holds what is uploaded and knows no other. It is gone when this process is. */
export class PythonIndex {
  /** `folder` is its own: it is removed in the end. */
  public static async start(folder: string): Promise<PythonIndex> {
    await mkdir(folder, { recursive: true });
    const password = randomBytes(24).toString('base64url');
    const server = await ServerProcess.start({
      name: 'pypiserver',
      program: PROJECT_PYTHON,
      args: [PROGRAM, folder],
      environment: process.env,
      secret: password,
    });
    return new PythonIndex(server, folder, { user: 'release', password });
  }

  private constructor(
    private readonly server: ServerProcess,
    /** Serves every wheel in it. */
    public readonly folder: string,
    /** What an upload has to bring. */
    public readonly login: { readonly user: string; readonly password: string },
  ) {}

  /** Where pip looks. */
  public get simple(): string {
    return `${this.server.url}/simple/`;
  }

  /** Where uploads go. */
  public get upload(): string {
    return `${this.server.url}/`;
  }

  public async close(): Promise<void> {
    await this.server.close();
  }
}
