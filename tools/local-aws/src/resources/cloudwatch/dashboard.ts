import { PlainFailure, type ResourceContext, type ResourceType } from '../../cloudformation';
import { unlessMissing } from '../support';

export const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  honours: ['DashboardBody', 'DashboardName'],
  async create(context, { DashboardName, DashboardBody }) {
    const physicalId: string = DashboardName ?? context.physicalName();
    await put(context, physicalId, DashboardBody);
    return { physicalId, attributes: {} };
  },
  async update(context, existing, { DashboardBody }) {
    await put(context, existing.physicalId, DashboardBody);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.cloudWatch.deleteDashboards({ DashboardNames: [physicalId] })),
};

async function put({ clients }: ResourceContext, DashboardName: string, DashboardBody: string): Promise<void> {
  try {
    JSON.parse(DashboardBody);
  } catch {
    throw new PlainFailure('The field DashboardBody must be a valid JSON object');
  }
  await clients.cloudWatch.putDashboard({ DashboardName, DashboardBody });
}
