export * from './step-functions';
