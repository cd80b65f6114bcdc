export { isComplete, onEvent, settle } from './handlers';
