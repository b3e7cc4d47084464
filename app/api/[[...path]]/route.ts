import { answerApi } from './answer';

/** Every API path: the registry knows what is there, and falls back from /api/v1 to /api. */
export const GET = answerApi;
export const POST = answerApi;
export const PUT = answerApi;
export const PATCH = answerApi;
export const DELETE = answerApi;
export const HEAD = answerApi;
export const OPTIONS = answerApi;

export const maxDuration = 60;
export const dynamic = 'force-dynamic';
