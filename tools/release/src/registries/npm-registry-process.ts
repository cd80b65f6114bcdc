import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Server } from 'node:http';
import { runServer } from 'verdaccio';
import { serverConfiguration } from './npm-registry-configuration';

/**
 * The program behind `NpmRegistry`: verdaccio on a free port of the loopback address. It ends, and removes its folder,
 * when its standard input does.
 */
async function main(folder: string): Promise<void> {
  // Ctrl-C reaches the whole group of processes; the parent ends us when nothing needs us any more
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => undefined));
  const input = createInterface(process.stdin);
  input.once('close', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
  const server = (await runServer(serverConfiguration(folder))) as Server;
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address && typeof address === 'object') {
      process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
    }
  });
}

void main(join(process.argv[2]));
