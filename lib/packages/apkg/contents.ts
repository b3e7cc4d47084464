export const PRICING_MODELS = ['free', 'freemium', 'paid', 'revenue_share'] as const;

export type PackageTool = { name: string; config?: Record<string, unknown> };

export type PackageAgent = {
  name: string;
  description: string;
  /** declarative agents run in FleetPrompt, code agents on an external runtime */
  kind: 'declarative' | 'code';
  systemPrompt: string;
  /** as the package names it; it may be unknown here */
  model: string | null;
  config: { max_tokens?: number; temperature?: number };
  tools: PackageTool[];
  /** names of the package's skills, or of skills that the installer may have */
  skills: string[];
  limits: Record<string, unknown>;
  outputSchema: Record<string, unknown> | null;
};

export type PackageSkill = {
  name: string;
  description: string;
  instructions: string;
  tools: PackageTool[];
};

/** `definition` is the whole object of the manifest: the workflow language judges it when it is installed. */
export type PackageWorkflow = {
  name: string;
  description: string;
  definition: Record<string, unknown>;
};

export type PackagePermissions = {
  hosts: string[];
  /** connector actions such as slack.send_message */
  actions: string[];
  /** types of credentials, such as slack */
  credentials: string[];
  /** credits that one run may spend; null: not said */
  maxCredits: number | null;
};

/** What an external runtime needs to know. */
export type PackageCode = {
  entrypoint: string | null;
  runtime: string;
  surfaces: { rest?: string; a2a?: string; ui?: string };
  dependencies: string[];
};

/** What a package holds, whichever of the two layouts it has. */
export type PackageContents = {
  name: string;
  version: string;
  displayName: string;
  description: string;
  author: string;
  license: string;
  category: string;
  tags: string[];
  pricingModel: (typeof PRICING_MODELS)[number];
  agents: PackageAgent[];
  skills: PackageSkill[];
  workflows: PackageWorkflow[];
  permissions: PackagePermissions;
  configSchema: Record<string, unknown> | null;
  readme: string | null;
  changelog: string | null;
  /** code: at least one agent needs an external runtime */
  runtime: 'declarative' | 'code';
  code: PackageCode | null;
  /** settings that the manifest names openly; secrets are in the package's .env */
  environment: Record<string, string>;
  capabilities: string[];
};
