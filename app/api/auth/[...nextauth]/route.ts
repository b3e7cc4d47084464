import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { answerApi } from '@/app/api/[[...path]]/answer';
import { authOptions } from '@/lib/accounts/next-auth';
import { isNextAuthPath } from '@/lib/accounts/next-auth-path';

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own actions; the rest of /api/auth are endpoints like any other. */
function answer(request: NextRequest, context: Context): Promise<Response> {
  if (isNextAuthPath(request.nextUrl.pathname)) return NextAuth(authOptions())(request, context);
  return answerApi(request);
}

export const GET = answer;
export const POST = answer;
export const PUT = answer;
export const PATCH = answer;
export const DELETE = answer;
export const HEAD = answer;
export const OPTIONS = answer;

export const dynamic = 'force-dynamic';
