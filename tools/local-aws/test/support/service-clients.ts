import type { Clients } from '../../src/clients';
import type { Service } from '../../src/service';

/** Something with the methods of an SDK client whose calls go straight to a service. */
function clientOf(service: Service): unknown {
  return new Proxy(
    {},
    {
      get:
        (_, method: string) =>
        (input: Record<string, unknown> = {}) =>
          service.handle({ service: service.name, action: method.charAt(0).toUpperCase() + method.slice(1), input }),
    },
  );
}

export function serviceClients(services: { readonly autoScaling: Service; readonly ecs: Service }): Clients {
  const clients: Partial<Record<keyof Clients, unknown>> = {
    autoScaling: clientOf(services.autoScaling),
    ecs: clientOf(services.ecs),
  };
  return clients as Clients;
}
