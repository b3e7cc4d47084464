import { answerApi } from '@/app/api/[[...path]]/answer';

/** Wins over next-auth's catch-all, which would delete the cookie when the database is out of reach. */
export const GET = answerApi;
export const POST = answerApi;
export const PUT = answerApi;
export const PATCH = answerApi;
export const DELETE = answerApi;
export const HEAD = answerApi;
export const OPTIONS = answerApi;

export const dynamic = 'force-dynamic';
