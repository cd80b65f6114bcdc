export * from './api';
export * from './clock';
export * from './paging';
export * from './reconciler';
