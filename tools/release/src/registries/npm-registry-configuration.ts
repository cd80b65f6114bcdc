import { join } from 'node:path';

/** The one scope that local registries hold; everything else comes from where the machine gets its packages. */
export const SCOPE = '@ecs-groundwork';

/** verdaccio that knows our scope alone, asks nobody else, and takes packages from its one user. */
export function serverConfiguration(folder: string): Record<string, unknown> {
  return {
    configPath: folder,
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 1 } },
    uplinks: {},
    packages: { [`${SCOPE}/*`]: { access: ['$all'], publish: ['$authenticated'] } },
    web: { enable: false },
    log: { type: 'stdout', level: 'fatal' },
    max_body_size: '100mb',
  };
}
