export type Advice = { text?: string; href?: string; action?: string };

const settings = 'Ask whoever runs this installation to set it; the README names the settings.';

/** What to do where the error's own sentence does not say it, by its code. */
const byCode: Record<string, Advice> = {
  INSUFFICIENT_CREDITS: {
    text: 'The balance does not cover the next call. Top up, then run it again.',
  },
  MAX_CREDITS: { text: 'It spent what its limit allows. Raise the limit if the work is worth it.' },
  SPENDING_LIMIT: {
    text: 'The monthly limit of its API key or agent stood in the way. Raise it, then run it again.',
    href: '/billing',
    action: 'Open limits',
  },
  MAX_TOKENS: { text: 'It used what its token limit allows. Raise the limit or shorten the task.' },
  MAX_STEPS: {
    text: 'It asked the model more often than its limit allows. Look at the timeline for a loop; raise the limit if there is none.',
  },
  TIMEOUT: { text: 'Raise the time limit, or give it a smaller task.' },
  OUTPUT_INVALID: {
    text: 'The answer did not fit the output schema. Loosen the schema, or say in the system prompt what the answer looks like.',
  },
  MODEL_NOT_CONFIGURED: { text: settings },
  MODEL_REFUSED_KEY: {
    text: `The provider did not accept this installation's key: it is wrong, expired or not allowed this model. ${settings}`,
  },
};

const agentFixes = /^(MAX_|TIMEOUT|OUTPUT_INVALID|MODEL_UNKNOWN|MODEL_CONTEXT|MODEL_BAD_REQUEST)/;

export function adviceFor(code: string, agentId: string | null): Advice | undefined {
  const advice = byCode[code];
  if (!agentId || !agentFixes.test(code)) return advice;
  return { ...advice, href: `/agents/${agentId}/edit`, action: 'Edit agent' };
}
