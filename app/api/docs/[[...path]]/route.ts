import { answerDocs } from '@/lib/api/docs/answer';

/** The API explorer and its files, on hosts without our own server. */
export const GET = answerDocs;
export const HEAD = answerDocs;

export const dynamic = 'force-dynamic';
