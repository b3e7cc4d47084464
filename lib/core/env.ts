import { z } from 'zod';

const positive = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const Env = z.object({
  FLEETPROMPT_ENV: z.enum(['development', 'production']).optional(),
  DATABASE_URL: z.string().default(''),
  DATABASE_POOL: positive(10),
  APP_URL: z.url().optional(),
  PORT: positive(4000),
  AUTH_SECRET: z.string().default(''),
  ENCRYPTION_KEY: z.string().default(''),
  CRON_SECRET: z.string().default(''),
  LOG_LEVEL: z.enum(['silent', 'debug', 'info', 'warn', 'error']).default('info'),
  EGRESS_ALLOW: z.string().default(''),
  /** names of variables that configs may read, separated by commas */
  CONFIG_ENV_ALLOW: z.string().default(''),
  RATE_LIMIT_PER_MINUTE: positive(100),
  RATE_LIMIT_PER_HOUR: positive(1000),
  RATE_LIMIT_ANONYMOUS_PER_HOUR: positive(100),
  RATE_LIMIT_SESSION_PER_MINUTE: positive(600),
  RATE_LIMIT_SIGN_IN: positive(10),
  TRUST_PROXY: z.string().default(''),
  UPSTASH_REDIS_REST_URL: z.string().optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().optional(),
  OPENAI_COMPATIBLE_BASE_URL: z.string().optional(),
  OPENAI_COMPATIBLE_API_KEY: z.string().optional(),
  OPENAI_COMPATIBLE_PRICE: z.string().optional(),
  OLLAMA_BASE_URL: z.string().optional(),
  LMSTUDIO_BASE_URL: z.string().optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_HOST: z.string().default('api.stripe.com'),
  STRIPE_API_PORT: positive(443),
  STRIPE_API_PROTOCOL: z.enum(['http', 'https']).default('https'),
  RUNTIME_URL: z.url().optional(),
  /** whose card stands at /.well-known/agent-card.json: organization/agent */
  A2A_DEFAULT_AGENT: z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+$/, 'must be organization/agent')
    .optional(),
  FLEETPROMPT_STORAGE: z.string().default('.fleetprompt/storage'),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.enum(['true', 'false']).optional(),
});

/** Every variable that is declared here. */
export const ENV_NAMES = Object.keys(Env.shape);

export type Env = z.infer<typeof Env> & { mode: 'development' | 'production'; baseUrl: string };

/** Reads settings from `source`; empty strings count as absent. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== ''));
  const parsed = Env.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
    throw new Error(`Settings are wrong. ${problems.join('; ')}`);
  }
  const value = parsed.data;
  // The embedded database sets FLEETPROMPT_ENV itself; a database of one's own means production.
  const guessed = value.DATABASE_URL || present.VERCEL ? 'production' : 'development';
  return {
    ...value,
    mode: value.FLEETPROMPT_ENV ?? guessed,
    baseUrl: (
      value.APP_URL ??
      (present.VERCEL_PROJECT_PRODUCTION_URL
        ? `https://${present.VERCEL_PROJECT_PRODUCTION_URL}`
        : `http://localhost:${value.PORT}`)
    ).replace(/\/+$/, ''),
  };
}

let cached: Env | undefined;

/** The settings of this process, read once. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

/** Tests change settings with this; the next `env()` reads the environment again without it. */
export function overrideEnv(changes: Partial<Env>): () => void {
  const before = env();
  cached = { ...before, ...changes };
  return () => {
    cached = before;
  };
}

const KNOWN_DEFAULTS = ['changeme', 'change-me', 'secret', 'your-cron-secret', 'development'];

/** What is wrong with the secrets, in sentences; empty when all is well. */
export function secretProblems(value: Env): string[] {
  const problems: string[] = [];
  const weak = (s: string, min: number) =>
    s.length < min ||
    KNOWN_DEFAULTS.some((d) => s.toLowerCase().startsWith(d)) ||
    /^(.)\1*$/.test(s);
  if (weak(value.AUTH_SECRET, 32))
    problems.push('AUTH_SECRET must be a random string of at least 32 characters.');
  if (weak(value.CRON_SECRET, 16))
    problems.push('CRON_SECRET must be a random string of at least 16 characters.');
  if (
    Buffer.from(value.ENCRYPTION_KEY.split(',')[0]?.split(':').at(-1) ?? '', 'base64').length !== 32
  )
    problems.push('ENCRYPTION_KEY must be 32 random bytes in base64 (openssl rand -base64 32).');
  if (value.STRIPE_SECRET_KEY && !value.STRIPE_WEBHOOK_SECRET)
    problems.push(
      'STRIPE_WEBHOOK_SECRET must be the signing secret of the webhook endpoint that Stripe calls (whsec_…).',
    );
  return problems;
}
