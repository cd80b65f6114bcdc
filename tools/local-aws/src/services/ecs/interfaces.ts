import { randomUUID } from 'node:crypto';
import type { Cluster, Task } from './model';
import { arnOf, type Runtime } from './runtime';
import { failToStart } from './tasks';

/** Gives tasks in the network mode `awsvpc` an interface of their own, and takes it away after their end. */
export async function reconcileInterfaces(runtime: Runtime): Promise<void> {
  for (const cluster of runtime.clusters.values()) {
    for (const task of [...cluster.tasks.values()]) {
      if (task.last === 'PENDING' && task.network !== undefined && task.networkInterface === undefined) {
        await attach(runtime, cluster, task);
      } else if (task.last === 'STOPPED' && task.networkInterface?.status === 'ATTACHED') {
        await runtime.interfaces.delete(task.networkInterface.id);
        task.networkInterface = { ...task.networkInterface, status: 'DELETED' };
      }
    }
  }
}

async function attach(runtime: Runtime, cluster: Cluster, task: Task): Promise<void> {
  const zone = cluster.instances.get(task.instanceArn ?? '')?.attributes.get('ecs.availability-zone') ?? '';
  const { subnets = [], securityGroups = [] } = task.network ?? {};
  const attachmentId = randomUUID();
  const description = arnOf(runtime, `attachment/${attachmentId}`);
  try {
    const made = await runtime.interfaces.create({ subnets, securityGroups, zone, description });
    task.networkInterface = { ...made, attachmentId, status: 'ATTACHED' };
    task.containers = task.containers.map((container) => ({
      ...container,
      networkInterfaces: [{ attachmentId, privateIpv4Address: made.privateAddress }],
    }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    failToStart(runtime, cluster, task, `Unexpected EC2 error while attempting to Create Network Interface: ${reason}`);
  }
}
