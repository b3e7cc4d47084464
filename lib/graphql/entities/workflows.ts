import DataLoader from 'dataloader';
import type { z } from 'zod';
import type { Scope } from '@/lib/core/scopes';
import { type GraphContext, loaderOf } from '@/lib/graphql/context';
import { type Entity, NEWEST } from '@/lib/graphql/entities/entity';
import { place, type RowList } from '@/lib/graphql/entities/row-list';
import type { View } from '@/lib/graphql/schema/output';
import { contains, equal, piece } from '@/lib/graphql/store';
import {
  getWorkflow,
  listWorkflows,
  VersionSchema,
  WorkflowSchema,
} from '@/lib/workflows/contract';
import { presentVersion, presentWhole, presentWorkflows } from '@/lib/workflows/present';
import {
  type VersionKey,
  versionsByKey,
  wholeVersions,
  workflowsByIds,
} from '@/lib/workflows/store';
import { presentVersionRow } from '@/lib/workflows/versions';
import { listWorkflowVersions } from '@/lib/workflows/versions.contract';

type WorkflowQuery = z.output<NonNullable<typeof listWorkflows.query>>;

const published = (status: WorkflowQuery['status']) => {
  if (!status) return [];
  if (status === 'draft') return [piece('t.published_version IS NULL')];
  return [piece('t.published_version IS NOT NULL AND t.status = ?', status)];
};

const broughtBy = (source: WorkflowQuery['source']) =>
  source === 'own' ? [piece('t.source_type IS NULL')] : equal('t.source_type', source);

export const workflows: Entity = {
  name: 'Workflow',
  schema: WorkflowSchema,
  scope: getWorkflow.auth as Scope,
  source: { from: 'workflows t', ref: 't.id', tenant: true },
  filters: listWorkflows.query as z.ZodType,
  where: ({ q, status, source }: WorkflowQuery) => [
    piece('t.deleted_at IS NULL'),
    ...published(status),
    ...broughtBy(source),
    ...contains(['t.name', 't.description'], q),
  ],
  order: () => NEWEST,
  load: async (ctx, ids) => presentWorkflows(ctx, await workflowsByIds(ctx, ids)),
  detail: async (ctx, ids) => presentWhole(ctx, await workflowsByIds(ctx, ids)),
};

/** Which version a view is of, beside what it shows. */
const KEY = Symbol('version');

export const workflowVersions: RowList = {
  name: 'WorkflowVersion',
  schema: VersionSchema,
  scope: listWorkflowVersions.auth as Scope,
  source: { from: 'workflow_versions t', ref: 't.version', tenant: true, parent: 't.workflow_id' },
  where: () => [],
  order: () => ({ by: [{ sql: 't.version', type: 'int' }], descending: true }),
  async rows({ ctx }, found) {
    const ids = [...new Set(found.map(({ parent }) => parent))];
    const [rows, parents] = await Promise.all([
      versionsByKey(
        ctx,
        found.map(({ parent, ref }) => ({ workflowId: parent, version: Number(ref) })),
      ),
      workflowsByIds(ctx, ids),
    ]);
    const published = new Map(parents.map(({ id, publishedVersion }) => [id, publishedVersion]));
    return new Map(
      rows.map((row) => [
        place(row.workflowId, row.version),
        {
          ...presentVersionRow(row, published.get(row.workflowId) ?? null),
          [KEY]: place(row.workflowId, row.version),
        },
      ]),
    );
  },
  detail: wholeVersion,
};

/** What a version holds, with its graph and reach; of many versions in one statement. */
function wholeVersion(view: View, context: GraphContext): Promise<View | null> {
  const load = async (keys: readonly string[]) => {
    const rows = await wholeVersions(context.ctx, keys.map(keyOf));
    const views = new Map(
      rows.map((row) => [place(row.workflowId, row.version), presentVersion(row, null)]),
    );
    return keys.map((key) => views.get(key) ?? null);
  };
  const loader = loaderOf<View | null>(context, 'versions whole', () => new DataLoader(load));
  return loader.load((view as { [KEY]: string })[KEY]);
}

function keyOf(key: string): VersionKey {
  const [workflowId = '', version] = key.split('/');
  return { workflowId, version: Number(version) };
}
