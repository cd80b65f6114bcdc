import { randomUUID } from 'node:crypto';
import { ResourceNotFoundException, type Rule, type Target } from '@aws-sdk/client-eventbridge';
import type { Clients } from '../clients';
import { AwsError, type Account, type EventSink } from '../service';
import type { Event } from './event';
import type { Messenger } from './messenger';
import { compilePattern, type Matcher } from './pattern';
import { targetInput } from './target-input';
import type { Targets } from './targets';

export interface EventBusOptions {
  readonly account: Account;
  /** moto keeps the rules and their targets. */
  readonly rules: Clients['events'];
  readonly targets: Pick<Targets, 'send'>;
  readonly messenger: Messenger;
  /** Hears of what nobody waits for. */
  readonly log: (message: string) => void;
}

export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  readonly resources?: readonly string[];
  readonly time?: Date;
  /** A bus's name or ARN. */
  readonly bus?: string;
}

/** EventBridge: matches events against the rules and delivers them. */
export class EventBus implements EventSink {
  private readonly matchers = new Map<string, Matcher>();
  private readonly running = new Set<Promise<void>>();

  public constructor(private readonly options: EventBusOptions) {}

  /** Accepts an event, as EventBridge does: it is delivered afterwards. Gives its id. */
  public accept(event: NewEvent): string {
    const envelope = this.envelope(event);
    this.background(this.route(envelope, event.bus));
    return envelope.id;
  }

  public async emit(event: NewEvent): Promise<void> {
    this.accept(event);
  }

  /** Lets a scheduled rule act now; local AWS has no timetable. Waits until its targets have the event. */
  public async fireSchedule(name: string): Promise<void> {
    const rule = await this.options.rules.describeRule({ Name: name });
    if (!rule.ScheduleExpression) {
      throw new Error(`NotScheduled: rule ${name} has no schedule; send it an event that matches its pattern instead`);
    }
    if (rule.State === 'DISABLED') {
      throw new Error(`RuleDisabled: rule ${name} is disabled, so nothing would happen on AWS`);
    }
    const event = { source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.Arn ?? ''] };
    await this.trigger(rule, this.envelope(event));
  }

  /** Waits for what is still being delivered. */
  public async close(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private envelope({ source, detailType, detail, resources = [], time = new Date() }: NewEvent): Event {
    const { accountId: account, region } = this.options.account;
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account,
      time: `${time.toISOString().slice(0, 19)}Z`,
      region,
      resources,
      // what a target receives has been through JSON
      detail: JSON.parse(JSON.stringify(detail)) as object,
    };
  }

  private async route(event: Event, bus?: string): Promise<void> {
    const triggered: Promise<void>[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.options.rules.listRules({ EventBusName: bus, NextToken });
      const matching = page.Rules?.filter((rule) => rule.State !== 'DISABLED' && this.matches(rule, event)) ?? [];
      triggered.push(...matching.map((rule) => this.trigger(rule, event)));
      ({ NextToken } = page);
    } while (NextToken);
    await Promise.all(triggered);
  }

  private matches({ EventPattern: pattern }: Rule, event: Event): boolean {
    if (!pattern) {
      return false;
    }
    const matcher = this.matchers.get(pattern) ?? compilePattern(pattern);
    this.matchers.set(pattern, matcher);
    return matcher(event);
  }

  private async trigger(rule: Rule, event: Event): Promise<void> {
    const targets = await this.targetsOf(rule);
    await Promise.all(targets.map((target) => this.deliver(rule, target, event)));
  }

  private async targetsOf({ Name: Rule, EventBusName }: Rule): Promise<Target[]> {
    try {
      return (await this.options.rules.listTargetsByRule({ Rule, EventBusName })).Targets ?? [];
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        // deleted since it was found to match: nobody waits for its events any more
        return [];
      }
      throw error;
    }
  }

  /** What cannot be delivered because the target is missing or closed goes to the dead-letter queue at once. */
  private async deliver(rule: Rule, target: Target, event: Event): Promise<void> {
    const { Name: name = '', Arn: arn = '' } = rule;
    try {
      await this.options.targets.send(target, targetInput(target, event, { name, arn }), arn);
    } catch (error) {
      const { code, message } = reasonOf(error);
      this.options.log(`rule ${name} could not deliver to ${target.Arn}: ${code}: ${message}`);
      if (target.DeadLetterConfig?.Arn) {
        await this.options.messenger.send(target.DeadLetterConfig.Arn, {
          body: JSON.stringify(event),
          attributes: { RULE_ARN: arn, TARGET_ARN: target.Arn ?? '', ERROR_CODE: code, ERROR_MESSAGE: message },
        });
      }
    }
  }

  private background(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.options.log(`event lost: ${String(error)}`))
      .finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }
}

function reasonOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof AwsError) {
    return { code: error.code, message: error.message };
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { code: name, message };
}
