import type { ListingVersion } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { differing, type Item } from '@/lib/installations/difference';
import { presentState, type Resource, versionPlan } from '@/lib/installations/present-state';
import { openConfig } from '@/lib/installations/sealed';
import { contentsOf, type InstallationRow } from '@/lib/installations/store';
import type { UpgradePlanView } from '@/lib/installations/upgrade.contract';
import { changesOf, sentencesOf } from '@/lib/installations/upgrade-changes';
import type { PackageContents, PackagePermissions } from '@/lib/packages/apkg/contents';
import { installPlan } from '@/lib/packages/install-plan';
import { findVersion, loadListing } from '@/lib/packages/listing-store';

export interface Upgrade {
  plan: UpgradePlanView;
  target: ListingVersion;
  there: Resource[];
}

/** A published version of what is installed; the newest when none is named. */
export async function versionFor(row: InstallationRow, version?: string): Promise<ListingVersion> {
  const listing = await loadListing(row.listingId).catch(() =>
    fail(
      'CONFLICT',
      'This package is not in the marketplace any more, so it has no other version.',
    ),
  );
  const found = await findVersion(listing, version);
  return found ?? fail('NOT_FOUND', `${listing.name} has no version ${version ?? ''} to go to.`);
}

/** What going to another version changes here. */
export async function upgradePlan(
  ctx: Ctx,
  row: InstallationRow,
  target: ListingVersion,
): Promise<Upgrade> {
  const [old, next] = [contentsOf(row), target.contents as unknown as PackageContents];
  const [before, after] = [versionPlan(old), versionPlan(next)];
  const there = await presentState(ctx, row, before);
  const changes = changesOf(before, after, there);
  const permissions = permissionsOf(old.permissions, next.permissions);
  const config = configOf(row, next);
  const sentences = [
    ...sentencesOf(changes),
    ...(['hosts', 'connectors', 'credentials'] as const).flatMap((kind) =>
      permissions.added[kind].length > 0
        ? [`Asks for more: ${kind} ${permissions.added[kind].join(', ')}.`]
        : [],
    ),
    ...(config.missing.length > 0 ? [`Needs from you: ${config.missing.join(', ')}.`] : []),
  ];
  const plan: UpgradePlanView = {
    installation_id: row.id,
    from: row.version,
    to: target.version,
    changes,
    permissions,
    config,
    sentences: sentences.length > 0 ? sentences : ['Changes nothing here.'],
    warnings: after.warnings,
    problems: [
      ...installPlan({ contents: target.contents, price: 0n }).problems,
      ...after.problems,
    ],
  };
  return { plan, target, there };
}

const NONE: PackagePermissions = { hosts: [], actions: [], credentials: [], maxCredits: null };

function permissionsOf(old = NONE, next = NONE): UpgradePlanView['permissions'] {
  const beyond = (a: PackagePermissions, b: PackagePermissions) => ({
    hosts: b.hosts.filter((one) => !a.hosts.includes(one)),
    connectors: b.actions.filter((one) => !a.actions.includes(one)),
    credentials: b.credentials.filter((one) => !a.credentials.includes(one)),
  });
  const added = beyond(old, next);
  const max = { before: old.maxCredits, after: next.maxCredits };
  const dearer = max.before !== null && (max.after === null || max.after > max.before);
  return {
    added,
    removed: beyond(next, old),
    max_credits: max,
    needs_consent: dearer || Object.values(added).some((list) => list.length > 0),
  };
}

type Schema = { properties?: Item; required?: string[] } | null;

function configOf(row: InstallationRow, next: PackageContents): UpgradePlanView['config'] {
  const [old, schema] = [contentsOf(row).configSchema as Schema, next.configSchema as Schema];
  const values = openConfig(row);
  const hasDefault = (name: string) => 'default' in ((schema?.properties?.[name] ?? {}) as object);
  return {
    schema: next.configSchema ?? null,
    fields: differing(old?.properties ?? {}, schema?.properties ?? {}),
    missing: (schema?.required ?? []).filter(
      (name) => values[name] === undefined && !hasDefault(name),
    ),
  };
}

/** The configuration for the new version: fields that only the old one had are left out. */
export function carriedOver(row: InstallationRow, next: PackageContents): Item {
  const gone = configOf(row, next).fields.filter((one) => one.after === null);
  return Object.fromEntries(
    Object.entries(openConfig(row)).filter(([key]) => !gone.some(({ field }) => field === key)),
  );
}
