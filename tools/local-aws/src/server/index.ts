export * from './dispatcher';
export * from './forwarder';
export * from './http';
export * from './listener';
export * from './rest-json';
