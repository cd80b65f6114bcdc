import type { World } from '../aws/world';
import type { Deployment } from '../user-data/template';

export const DEPLOYMENT: Deployment = { region: 'eu-central-1', account: '123456789012' };

/** Everything works; credentials hold what shells and configuration files find hard to carry. */
export const DEFAULT_WORLD: Omit<World, 'userData'> = {
  ...DEPLOYMENT,
  instanceId: 'i-0123456789abcdef0',
  role: 'lab-role',
  credentials: {
    accessKeyId: 'ASIABOOTLAB000000000',
    secretAccessKey: 'se/cr+et/with=signs+and/slashes0000000000',
    token: 'IQoJb3JpZ2luX2VjE//session+token/with==',
  },
  metadata: { delay: 0, silent: false },
  silent: [],
  secrets: {},
  parameters: {},
  down: [],
  objects: {},
  launch: { group: 'lab & <group>', state: 'Pending:Wait' },
  registry: { down: false, delay: 0, missing: [], logins: {}, images: {} },
  search: { host: 'logs.example.com', busy: false },
};
