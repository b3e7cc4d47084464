import { type AgentRow, a2aPlaces } from '@/lib/agents/store';
import { TOOLS, type ToolName } from '@/lib/agents/tools.contract';
import type { Ctx } from '@/lib/core/context';
import { env } from '@/lib/core/env';

export type Version = '1.0' | '0.3';

interface Skill {
  id: string;
  name: string;
  description: string;
  tags: string[];
}

const KEY = 'An API key of the organization that owns the agent, with the scope agents:execute.';
const INPUT = ['text/plain', 'application/json'];

/** What the agent is good at: its skills, or itself when it has none. Never its instructions. */
async function skillsOf(ctx: Ctx, agent: AgentRow): Promise<Skill[]> {
  const ids = agent.skills.map(({ skillId }) => skillId);
  const rows = await ctx.db.skill.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, description: true },
  });
  const skills = ids
    .flatMap((id) => rows.find((row) => row.id === id) ?? [])
    .map(({ id, name, description }) => ({
      id,
      name,
      description: description || name,
      tags: ['skill'],
    }));
  const { slug, name, description } = agent;
  return skills.length > 0
    ? skills
    : [{ id: slug, name, description: description || name, tags: ['agent'] }];
}

/** What a caller with a key may know beyond the public card: the tools that it uses. */
function toolsOf(agent: AgentRow): Skill[] {
  return (agent.tools as { name: ToolName }[])
    .filter(({ name }) => Object.hasOwn(TOOLS, name))
    .map(({ name }) => ({
      id: `tool:${name}`,
      name: TOOLS[name].label,
      description: TOOLS[name].description,
      tags: ['tool'],
    }));
}

export interface CardOf {
  organization: string;
  agent: AgentRow;
  /** for a caller with a key */
  extended?: boolean;
}

/** The card as both versions have it; `versioned` adds what they write differently. */
async function common(ctx: Ctx, { organization, agent, extended }: CardOf) {
  const skills = await skillsOf(ctx, agent);
  return {
    name: agent.name,
    description: agent.description || `An agent of ${organization}.`,
    // Rises with every change, in the form of a version.
    version: `1.0.${Math.floor(agent.updatedAt.getTime() / 1000)}`,
    provider: { organization, url: env().baseUrl },
    documentationUrl: `${env().baseUrl}/docs/guides/a2a`,
    defaultInputModes: INPUT,
    defaultOutputModes: agent.outputSchema ? ['application/json'] : ['text/plain'],
    skills: extended ? [...skills, ...toolsOf(agent)] : skills,
  };
}

const capabilities = { streaming: true, pushNotifications: false };

const legacySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: KEY },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: KEY },
};

const schemes = {
  bearer: { httpAuthSecurityScheme: { scheme: 'Bearer', description: KEY } },
  apiKey: {
    apiKeySecurityScheme: { location: 'header', name: 'X-API-Key', description: KEY },
  },
};

const ofCurrent = (url: string) => ({
  supportedInterfaces: ['1.0', '0.3'].map((protocolVersion) => ({
    url,
    protocolBinding: 'JSONRPC',
    protocolVersion,
  })),
  capabilities: { ...capabilities, extendedAgentCard: true },
  securitySchemes: schemes,
  securityRequirements: [{ schemes: { bearer: {} } }, { schemes: { apiKey: {} } }],
});

const ofLegacy = (url: string) => ({
  protocolVersion: '0.3.0',
  url,
  preferredTransport: 'JSONRPC',
  capabilities,
  supportsAuthenticatedExtendedCard: true,
  securitySchemes: legacySchemes,
  security: [{ bearer: [] }, { apiKey: [] }],
});

/**
 * The agent's card as a version of the protocol writes it. Without a version it is for readers of both: the
 * fields of each stand side by side, and a security scheme is described in both ways.
 */
export async function cardOf(ctx: Ctx, of: CardOf, version: Version | null) {
  const { url } = a2aPlaces(of.agent);
  const card = await common(ctx, of);
  if (version === '1.0') return { ...card, ...ofCurrent(url) };
  if (version === '0.3') return { ...card, ...ofLegacy(url) };
  return {
    ...card,
    ...ofLegacy(url),
    ...ofCurrent(url),
    securitySchemes: {
      bearer: { ...legacySchemes.bearer, ...schemes.bearer },
      apiKey: { ...legacySchemes.apiKey, ...schemes.apiKey },
    },
  };
}
