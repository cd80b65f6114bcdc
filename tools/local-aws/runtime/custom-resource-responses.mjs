import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Providers of custom resources answer CloudFormation at `event.ResponseURL`. Many of them, CDK's own among them, take
 * only host and path from it and call `https.request`: for the address of local AWS that means its HTTP port.
 * Every other request stays as it is.
 */
export function redirectResponses(endpoint) {
  const local = new URL(endpoint);
  const original = https.request;
  https.request = (...parameters) => {
    const callback = parameters.find((parameter) => typeof parameter === 'function');
    const options = Object.assign({}, ...parameters.filter((parameter) => typeof parameter !== 'function').map(plain));
    if ((options.hostname ?? options.host) !== local.hostname) {
      return original(...parameters);
    }
    const { method, path, headers } = options;
    return http.request({ method, path, headers, hostname: local.hostname, port: local.port }, callback);
  };
  syncBuiltinESMExports();
}

function plain(target) {
  if (typeof target === 'string' || target instanceof URL) {
    const { hostname, port, pathname, search } = new URL(target);
    return { hostname, port, path: pathname + search };
  }
  return target ?? {};
}
