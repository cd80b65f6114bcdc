export { gzipSync } from 'fflate';
