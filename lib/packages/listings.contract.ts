import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import { PRICING_MODELS } from '@/lib/packages/apkg/contents';
import { Id } from '@/lib/packages/apps.contract';

const tag = 'Marketplace';
const jsonApi = 'package';
const Slug = z
  .string()
  .min(2)
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and single dashes');
const Link = z.url({ protocol: /^https$/ }).max(2000);

const fields = {
  name: z.string().trim().min(1).max(255).optional(),
  summary: z.string().max(300).optional(),
  description: z.string().max(5000).optional(),
  category: z.string().trim().min(1).max(60).optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
  pricing_model: z.enum(PRICING_MODELS).optional(),
  price: z
    .number()
    .min(0)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Credits, paid once; for `paid` and `revenue_share` only.' }),
  icon: Link.nullable().optional(),
  readme: z.string().max(100_000).optional(),
  changelog: z.string().max(100_000).optional(),
  screenshots: z.array(Link).max(10).optional(),
};

export const ListingInput = z
  .strictObject({ slug: Slug.optional(), ...fields })
  .meta({ id: 'ListingInput', description: 'What is left out comes from the package itself.' });
export const ListingPatch = z
  .strictObject({ slug: Slug.optional(), ...fields })
  .meta({ id: 'ListingPatch' });

const listing = {
  id: z.uuid().meta({ description: "The agent app's id." }),
  slug: z.string(),
  name: z.string(),
  summary: z.string(),
  description: z.string(),
  publisher: z.object({ id: z.uuid(), name: z.string() }),
  category: z.string(),
  tags: z.array(z.string()),
  pricing_model: z.enum(PRICING_MODELS),
  price: z.number().meta({ description: 'Credits.' }),
  icon: z.string().nullable(),
  version: z.string(),
  featured: z.boolean(),
  installs: z.int(),
  rating: z.number().nullable().meta({ description: 'The mean of 1 to 5; null without reviews.' }),
  reviews: z.int(),
  published_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

export const ListingSchema = z.object(listing).meta({ id: 'Listing' });

export const InstallPlanSchema = z
  .object({
    agents: z.array(z.string()),
    skills: z.array(z.string()),
    workflows: z.array(z.string()),
    hosts: z.array(z.string()),
    connectors: z.array(z.string()),
    credentials: z.array(z.string()),
    max_credits: z.number().nullable().meta({ description: 'A run at most, if it says so.' }),
    price: z.number(),
    sentences: z.array(z.string()).meta({ description: 'All of it in plain words.' }),
    warnings: z.array(z.string()),
    problems: z.array(z.string()).meta({ description: 'Why it cannot be installed here.' }),
  })
  .meta({ id: 'InstallPlan' });

export const ListingDetailSchema = z
  .object({
    ...listing,
    readme: z.string(),
    changelog: z.string(),
    screenshots: z.array(z.string()),
    config_schema: z.record(z.string(), z.unknown()).nullable(),
    versions: z
      .array(
        z.object({ version: z.string(), published_at: z.iso.datetime(), changelog: z.string() }),
      )
      .meta({ description: 'All that were published, newest first.' }),
    install_plan: InstallPlanSchema,
  })
  .meta({ id: 'ListingDetail' });

export const SORTS = ['popular', 'newest', 'rating', 'name'] as const;

export const ListingQuery = PageQuery.extend({
  search: z.string().max(200).optional(),
  category: z.string().max(60).optional(),
  pricing: z.enum(PRICING_MODELS).optional(),
  tag: z.string().max(40).optional(),
  featured: z.enum(['true', 'false']).optional(),
  sort: z.enum(SORTS).default('popular').meta({ description: 'A search puts the nearest first.' }),
});

export const listListings = endpoint({
  id: 'listMarketplacePackages',
  method: 'GET',
  path: '/api/v1/packages',
  auth: 'packages:read',
  tag,
  jsonApi,
  summary: 'Search the marketplace',
  description: 'Full-text search that forgives typing errors, with filters.',
  query: ListingQuery,
  responses: { 200: pageOf(ListingSchema) },
});

export const getListing = endpoint({
  id: 'getMarketplacePackage',
  method: 'GET',
  path: '/api/v1/packages/{id}',
  auth: 'packages:read',
  tag,
  jsonApi,
  summary: 'Read a marketplace package by id or slug, with what installing it does',
  params: Id,
  responses: { 200: ListingDetailSchema },
  errors: ['NOT_FOUND'],
});

export const publishListing = endpoint({
  id: 'publishAgentApp',
  method: 'POST',
  path: '/api/agent-apps/{id}/listing',
  auth: 'packages:write',
  tag,
  summary: "Publish an agent app's newest version in the marketplace",
  description: 'Publishing again puts the newest version in; its installs and rating stay.',
  params: Id,
  body: ListingInput,
  bodyOptional: true,
  responses: { 200: ListingSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { slug: 'support-triage', category: 'support', tags: ['tickets'] } },
});

export const updateListing = endpoint({
  id: 'updateListing',
  method: 'PATCH',
  path: '/api/agent-apps/{id}/listing',
  auth: 'packages:write',
  tag,
  summary: 'Change what the marketplace says about an agent app',
  params: Id,
  body: ListingPatch,
  responses: { 200: ListingSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { summary: 'Sorts support tickets by urgency' } },
});

export const unpublishListing = endpoint({
  id: 'unpublishAgentApp',
  method: 'DELETE',
  path: '/api/agent-apps/{id}/listing',
  auth: 'packages:write',
  tag,
  summary: 'Take an agent app out of the marketplace',
  description: 'Its reviews and install count go with the listing; what is installed stays.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});
