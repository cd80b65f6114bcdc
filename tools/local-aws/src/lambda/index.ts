export * from './async-invoker';
export * from './code-store';
export * from './custom-resources';
export * from './event-source-mappings';
export * from './invoke-route';
export * from './run-task';
export * from './runner';
