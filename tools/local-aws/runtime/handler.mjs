import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** Finds the function that `_HANDLER` names, `folder/file.export`, with the runtime's own errors. */
export async function loadHandler(root, name) {
  const [, file, exported] = /^([^.]+)\.(.+)$/.exec(basename(name)) ?? [];
  if (file === undefined) {
    throw failure('Runtime.MalformedHandlerName', `Bad handler ${name}`);
  }
  const path = join(root, dirname(name), file);
  const module = await load(path, join(dirname(name), file));
  const handler = exported.split('.').reduce((value, key) => value?.[key], module);
  if (handler === undefined) {
    throw failure('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw failure('Runtime.HandlerNotFound', `${name} is not a function`);
  }
  return handler;
}

async function load(path, name) {
  const found = ['', '.js', '.mjs', '.cjs'].map((extension) => path + extension).find((file) => existsSync(file));
  if (found === undefined) {
    throw failure('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
  }
  try {
    return found.endsWith('.mjs') ? await import(pathToFileURL(found).href) : require(found);
  } catch (error) {
    if (error.code === 'ERR_REQUIRE_ESM') {
      return import(pathToFileURL(found).href);
    }
    if (error instanceof SyntaxError) {
      throw failure('Runtime.UserCodeSyntaxError', String(error));
    }
    throw ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(error.code)
      ? failure('Runtime.ImportModuleError', String(error))
      : error;
  }
}

function failure(name, message) {
  const error = new Error(message);
  error.name = name;
  error.stack = `${name}: ${message}`;
  return error;
}
