import { answerApi } from '@/app/api/[[...path]]/answer';

/** The chat's endpoint lies outside /api; the registry answers it all the same. */
export const POST = answerApi;
export const GET = answerApi;
export const OPTIONS = answerApi;

export const maxDuration = 300;
export const dynamic = 'force-dynamic';
