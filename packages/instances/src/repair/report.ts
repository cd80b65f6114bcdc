import type { Report } from './model';

/** A message of the queue, as Lambda hands it over. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  /** Set by SQS, not by the sender. */
  readonly attributes: { readonly SenderId?: string; readonly SentTimestamp?: string };
}

/** Of a role's session: the role's unique id, then the session's name, which EC2 makes the instance's id. */
const SENDER = /^(AROA[A-Z0-9]+):(i-[0-9a-f]+)$/;

const VERSION = 1;

/**
 * A host's report, or why it is none. Who sent it is what SQS says (`SenderId`); a sender cannot set that, so a host
 * can report only itself. Nothing in the body is believed about identity.
 *
 * @param roleId the unique id of the role that the group's instances have, when it is known: somebody else's session
 * that is named like an instance is then told apart
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function reportOf({ body, attributes }: QueueMessage, roleId?: string): Report | { readonly refused: string } {
  const { SenderId = '', SentTimestamp = '' } = attributes;
  const [, role, instanceId] = SENDER.exec(SenderId) ?? [];
  if (instanceId === undefined || (roleId !== undefined && role !== roleId)) {
    return { refused: `sent by ${SenderId}, which is no instance of the group` };
  }
  const said = parsed(body);
  if (said?.version !== VERSION || (said.state !== 'not-ready' && said.state !== 'ready')) {
    return { refused: `from ${instanceId}, not understood: ${body.slice(0, 100)}` };
  }
  return {
    instanceId,
    state: said.state,
    sentAt: Number(SentTimestamp),
    unit: text(said.unit, 256),
    output: text(said.output, 1000),
  };
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown, length: number): string | undefined {
  return typeof value === 'string' ? value.slice(0, length) : undefined;
}
