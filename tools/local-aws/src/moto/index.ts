export * from './moto';
export * from './python';
