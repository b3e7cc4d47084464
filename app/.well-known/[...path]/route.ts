import { answerApi } from '@/app/api/[[...path]]/answer';

/** Cards of agents, where the A2A protocol looks for them; the registry knows what is there. */
export const GET = answerApi;
export const HEAD = answerApi;
export const OPTIONS = answerApi;

export const dynamic = 'force-dynamic';
