import { expect, type Page } from '@playwright/test';
import { demo } from '@/e2e/support/sign-in';
import { nativePackage } from '@/lib/testing/apkg';

/** A name that no other test has, and a package's own form of it. */
export function uniqueApp(what: string) {
  const tail = Math.random().toString(36).slice(2, 8);
  return { name: `${what} ${tail}`, slug: `${what.toLowerCase()}-${tail}` };
}

/** A package with one agent of that name on the sandbox model. */
export const packageOf = (app: { name: string; slug: string }, changes = {}) =>
  nativePackage({
    name: app.slug,
    display_name: app.name,
    version: '1.0.0',
    category: 'writing',
    permissions: {},
    config_schema: undefined,
    skills: [],
    workflows: [],
    agents: [
      {
        name: app.name,
        description: 'Answers shortly.',
        system_prompt: 'You answer shortly.',
        config: { model: 'sandbox' },
      },
    ],
    ...changes,
  });

const headers = () => ({ authorization: `Bearer ${demo().apiKey}` });

/** Made over the API, so that each test stands on its own. */
export async function makeApp(page: Page, name: string): Promise<string> {
  const answer = await page.request.post('/api/agent-apps', { headers: headers(), data: { name } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).app.id;
}

export async function uploadVersion(page: Page, appId: string, file: Buffer) {
  const answer = await page.request.post(`/api/agent-apps/${appId}/packages`, {
    headers: headers(),
    multipart: { file: { name: 'app.apkg', mimeType: 'application/zip', buffer: file } },
  });
  expect(answer.status(), await answer.text()).toBe(201);
}

export async function publish(page: Page, appId: string, listing: Record<string, unknown> = {}) {
  const path = `/api/agent-apps/${appId}/listing`;
  const answer = await page.request.post(path, { headers: headers(), data: listing });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Leaves no listing behind: other journeys see the same marketplace. */
export async function unpublish(page: Page, appId: string) {
  await page.request.delete(`/api/agent-apps/${appId}/listing`, { headers: headers() });
}
