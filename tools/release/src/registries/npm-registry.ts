import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../failure';
import { SCOPE } from './npm-registry-configuration';
import { ServerProcess } from './server-process';

const PROGRAM = join(__dirname, '..', '..', 'lib', 'registries', 'npm-registry-process.js');
const USER = 'release';

/** An npm registry on this machine, for our scope alone. It is gone when this process is. */
export class NpmRegistry {
  /** `folder` is its own: it is removed in the end. */
  public static async start(folder: string): Promise<NpmRegistry> {
    await mkdir(folder, { recursive: true });
    const server = await ServerProcess.start({
      name: 'verdaccio',
      program: process.execPath,
      args: [PROGRAM, folder],
      environment: process.env,
      secret: '',
    });
    try {
      return new NpmRegistry(server, await signUp(server.url));
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  private constructor(
    private readonly server: ServerProcess,
    /** What `npm publish` has to bring. */
    public readonly token: string,
  ) {}

  public get url(): string {
    return `${this.server.url}/`;
  }

  /** Writes what makes npm take our packages from here and everything else from where it does anyway. */
  public async writeUserConfiguration(file: string, { mayPublish = false } = {}): Promise<void> {
    const token = mayPublish ? [`${this.url.replace('http:', '')}:_authToken=${this.token}`] : [];
    await writeFile(file, [`${SCOPE}:registry=${this.url}`, ...token, ''].join('\n'), { mode: 0o600 });
  }

  public async close(): Promise<void> {
    await this.server.close();
  }
}

async function signUp(url: string): Promise<string> {
  const reply = await fetch(`${url}/-/user/org.couchdb.user:${USER}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: USER, password: randomBytes(24).toString('base64url') }),
  });
  const { token } = (await reply.json()) as { token?: string };
  if (!token) {
    throw failure('RegistryNotStarted', `verdaccio gave its user no token, but ${reply.status}`);
  }
  return token;
}
