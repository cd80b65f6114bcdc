/**
 * What runs a function's code, in a process of its own: Lambda's Node.js runtime as far as handlers can see it.
 * Plain JavaScript, because the child process runs this file as it is. It talks to its parent over IPC:
 * in `{ requestId, event, context, deadline }`, out `{ log }` and `{ requestId, result | error }`.
 */
import { standInForAbsentClients } from './absent-clients.mjs';
import { logConsole } from './console.mjs';
import { redirectResponses } from './custom-resource-responses.mjs';
import { loadHandler } from './handler.mjs';

/** The invocation being served; a warm environment serves one at a time. */
let current;
let handler;

standInForAbsentClients();
redirectResponses(process.env.AWS_ENDPOINT_URL);
logConsole(
  process.env.AWS_LAMBDA_LOG_FORMAT,
  () => current?.requestId,
  (log) => process.send({ log }),
);

process.on('disconnect', () => process.exit());
process.on('uncaughtException', (error) => crash(describe(error)));
process.on('unhandledRejection', (reason) =>
  crash({ ...describe(reason), errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(reason) }),
);
process.on('message', async (invocation) => {
  current = invocation;
  try {
    handler ??= await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    crash(describe(error));
    return;
  }
  try {
    answer({ result: serialise(await run(invocation)) });
  } catch (error) {
    console.error('Invoke Error', JSON.stringify(describe(error)));
    answer({ error: describe(error) });
  }
});

function run({ event, context, deadline }) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const whole = {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
      done: callback,
      fail: reject,
      succeed: resolve,
    };
    const returned = handler(event, whole, callback);
    if (typeof returned?.then === 'function') {
      returned.then(resolve, reject);
    } else if (handler.length < 3) {
      // neither asynchronous nor able to call back: Lambda ignores what such a handler returns
      resolve(null);
    }
  });
}

function serialise(value) {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    const reason = `Unable to stringify response body as json: ${error.message}`;
    throw Object.assign(new Error(reason), { name: 'Runtime.MarshalError' });
  }
}

function describe(error) {
  return error instanceof Error || typeof error?.stack === 'string'
    ? { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function answer(outcome) {
  const { requestId } = current;
  current = undefined;
  process.send({ requestId, memory: process.memoryUsage.rss(), ...outcome });
}

/** The environment is of no use any more. Without an invocation there is nobody to tell but the log. */
function crash(error) {
  console.error('Uncaught Exception', JSON.stringify(error));
  if (current) {
    answer({ error });
  }
  process.disconnect?.();
}
