import { join } from 'node:path';
import { clientsFor, type Clients } from './clients';
import { EventBus, Targets, eventsService, messengerTo } from './events';
import {
  AsyncInvoker,
  CodeStore,
  CustomResources,
  EventSourceMappings,
  LambdaRunner,
  invokeRoute,
  runTask,
} from './lambda';
import { Moto } from './moto';
import { ownServices, type Control } from './own-services';
import { pausesAt } from './pause';
import { seedBootstrap } from './seed/bootstrap';
import { Dispatcher, Forwarder, Listener } from './server';
import type { Account } from './service';
import { stepFunctions } from './services/step-functions';
import { systemClock } from './services/support';
import { sharingReads } from './shared-reads';

export interface PartsOptions {
  readonly account: Account;
  /** For logs and functions' code. */
  readonly directory: string;
  readonly port: number | undefined;
  readonly python: string;
  readonly pace: number;
  readonly log: (message: string) => void;
}

export interface StartedParts {
  readonly listener: Listener;
  readonly moto: Moto;
  readonly events: EventBus;
  readonly control: Control;
}

/** Puts local AWS together, and takes it apart again in an order in which nothing is left running. */
export class Parts {
  /** Settles when moto ends without being told to. */
  public readonly failed: Promise<Error>;
  private readonly closed = new AbortController();
  private readonly closers: (() => Promise<void> | void)[] = [];
  private died: (error: Error) => void = () => undefined;

  public constructor(private readonly options: PartsOptions) {
    this.failed = new Promise((resolve) => (this.died = resolve));
  }

  public async start(): Promise<StartedParts> {
    const { account, directory, port, python, pace } = this.options;
    const { log } = this;
    const clock = systemClock(pace);
    const listener = await Listener.bind(port);
    this.closers.push(() => listener.close());
    const moto = await Moto.start({ python, account, directory, front: listener.url, died: this.died });
    this.closers.unshift(() => moto.close());
    const clients = this.closing(clientsFor(listener.url, account.region));
    const motoClients = this.closing(clientsFor(moto.url, account.region));

    const reading = {
      ...motoClients,
      events: sharingReads(motoClients.events, 'listRules', 'listTargetsByRule'),
      lambda: sharingReads(
        motoClients.lambda,
        'getFunctionConcurrency',
        'getFunctionConfiguration',
        'getFunctionEventInvokeConfig',
        'getPolicy',
      ),
    };

    const messenger = messengerTo(clients);
    const code = new CodeStore(join(directory, 'functions'), (arn) => moto.functionCode(arn));
    const runner = new LambdaRunner({ account, endpoint: listener.url, moto: reading, code, log });
    const pause = pausesAt(pace, this.closed.signal);
    const invoker = new AsyncInvoker({ lambda: reading.lambda, runner, messenger, pause, log });
    const customResources = new CustomResources({ invoker, endpoint: listener.url });
    const { lambda, sqs } = motoClients;
    const mappings = new EventSourceMappings({ account, lambda, sqs, runner, pace, log });
    const targets = new Targets({ moto: reading, functions: invoker, messenger });
    const events = new EventBus({ account, rules: reading.events, targets, messenger, log });
    const own = ownServices({ account, clock, pace, clients, moto: motoClients, events, customResources, log });
    const waiters = stepFunctions({ account, invoke: (arn, input) => runTask(runner, arn, input), pause, log });
    const forwarder = new Forwarder(moto.port);
    const dispatcher = new Dispatcher({
      services: [...own.services, eventsService(events), waiters],
      routes: [customResources.route, mappings.route, invokeRoute(motoClients.lambda, runner, invoker)],
      moto: forwarder,
      log,
    });
    this.closers.unshift(
      () => own.close(),
      () => runner.close(),
      () => mappings.close(),
      () => invoker.close(),
      () => waiters.close(),
      () => events.close(),
      () => forwarder.close(),
    );
    listener.serve(dispatcher.handle, (error) => log(`request failed: ${String(error)}`));
    await seedBootstrap(motoClients, account);
    return { listener, moto, events, control: own.control };
  }

  /** Has `clients` give their connections back in the end. */
  public closing(clients: Clients): Clients {
    this.closers.push(() => Object.values(clients).forEach((client) => client.destroy()));
    return clients;
  }

  public async close(): Promise<void> {
    this.closed.abort();
    for (const close of this.closers) {
      await close();
    }
  }

  /** What is cut off in the middle by closing is no news. */
  private readonly log = (message: string): void => {
    if (!this.closed.signal.aborted) {
      this.options.log(message);
    }
  };
}
