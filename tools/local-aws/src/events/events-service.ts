import type { PutEventsRequestEntry, PutEventsResultEntry, Target } from '@aws-sdk/client-eventbridge';
import { AwsError, PASS_ON, type Service } from '../service';
import type { EventBus } from './event-bus';
import { compilePattern } from './pattern';
import { checkTarget } from './targets';

const MOST_ENTRIES = 10;

/** What of EventBridge's API local AWS answers itself, or checks before moto keeps it. */
export function eventsService(bus: Pick<EventBus, 'accept'>): Service {
  return {
    name: 'events',
    async handle({ action, input }) {
      switch (action) {
        case 'PutEvents':
          return putEvents(bus, input.Entries as PutEventsRequestEntry[]);
        case 'PutRule':
          checkPattern(input.EventPattern);
          return PASS_ON;
        case 'PutTargets':
          (input.Targets as Target[]).forEach(({ Arn }) => checkTarget(Arn ?? ''));
          return PASS_ON;
        case 'TestEventPattern':
          return { Result: compilePattern(String(input.EventPattern))(JSON.parse(String(input.Event))) };
        default:
          return PASS_ON;
      }
    },
  };
}

function checkPattern(pattern: unknown): void {
  if (typeof pattern === 'string') {
    compilePattern(pattern);
  }
}

function putEvents(bus: Pick<EventBus, 'accept'>, entries: readonly PutEventsRequestEntry[]): Record<string, unknown> {
  if (entries.length < 1 || entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${MOST_ENTRIES}`,
    );
  }
  const results = entries.map((entry) => putEvent(bus, entry));
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
}

function putEvent(bus: Pick<EventBus, 'accept'>, entry: PutEventsRequestEntry): PutEventsResultEntry {
  const { Source: source, DetailType: detailType, Detail } = entry;
  for (const member of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[member]) {
      return refused('InvalidArgument', `Parameter ${member} is not valid. Reason: ${member} is a required argument.`);
    }
  }
  if (source?.startsWith('aws.')) {
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  const detail = parsed(Detail);
  if (typeof detail !== 'object' || detail === null) {
    return refused('MalformedDetail', 'Detail is malformed.');
  }
  const EventId = bus.accept({
    source: source ?? '',
    detailType: detailType ?? '',
    detail,
    resources: entry.Resources,
    // the protocol's times are seconds, which the type does not tell
    time: entry.Time === undefined ? undefined : new Date(Number(entry.Time) * 1000),
    bus: entry.EventBusName,
  });
  return { EventId };
}

function refused(ErrorCode: string, ErrorMessage: string): PutEventsResultEntry {
  return { ErrorCode, ErrorMessage };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
