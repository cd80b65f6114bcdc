export * from './environment';
export * from './local-aws';
