import { format } from 'node:util';

const LEVELS = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' };

/** Makes the console write as Lambda's runtime does: time, request id, level and message; or JSON. */
export function logConsole(logFormat, requestId, write) {
  for (const [method, level] of Object.entries(LEVELS)) {
    console[method] = (...values) => {
      const timestamp = new Date().toISOString();
      const message = format(...values);
      write(
        logFormat === 'JSON'
          ? JSON.stringify({
              timestamp,
              level,
              requestId: requestId(),
              message: values.length === 1 ? values[0] : message,
            })
          : [timestamp, requestId() ?? 'undefined', level, message].join('\t'),
      );
    };
  }
}
