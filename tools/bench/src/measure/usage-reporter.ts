import { writeSync } from 'node:fs';
import { USAGE_DESCRIPTOR, type Usage } from './usage';

/** Loaded into a program that is measured (`node --require`). */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage: Usage = { processorSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMemoryMiB: maxRSS / 1024 };
  writeSync(USAGE_DESCRIPTOR, JSON.stringify(usage));
});
