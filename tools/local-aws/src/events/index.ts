export * from './event-bus';
export * from './events-service';
export * from './messenger';
export * from './targets';
