export * from './begun';
export * from './documents';
export * from './lists';
export * from './missing';
export * from './present';
export * from './tags';
