import Module, { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const SDK_CLIENT = /^@aws-sdk\/client-[\w-]+$/;

/**
 * Lambda brings every client of the SDK; local AWS brings those of the services it plays. Code that merely mentions
 * another one must load all the same (CDK's provider framework does), and fail by name when it uses it.
 * Node 20 has no public hook into `require`.
 */
export function standInForAbsentClients() {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    try {
      return load.call(this, request, ...rest);
    } catch (error) {
      if (SDK_CLIENT.test(request) && error.code === 'MODULE_NOT_FOUND' && !resolves(request)) {
        return standIn(request);
      }
      throw error;
    }
  };
}

/** Whether it is there, and something that it needs is missing. */
function resolves(request) {
  try {
    require.resolve(request);
    return true;
  } catch {
    return false;
  }
}

function standIn(request) {
  return new Proxy(
    {},
    {
      get: (_exports, name) =>
        typeof name === 'symbol' || name === '__esModule' || name === 'then'
          ? undefined
          : class {
              constructor() {
                throw new Error(
                  `Local AWS brings no ${request}, which ${name} comes from: bundle it with the function`,
                );
              }
            },
    },
  );
}
