import { ensureTemplate } from './postgres/template.mjs';
import { sharedTestServer } from './postgres/test-server.mjs';

/**
 * Vitest's global setup: makes sure that there is a test server with a migrated template, and
 * tells the tests in TEST_DATABASE_URL (an administrator's URL) and TEST_TEMPLATE (its name).
 */
export default async function setup() {
  process.env.TEST_DATABASE_URL ??= await sharedTestServer();
  process.env.TEST_TEMPLATE = await ensureTemplate(process.env.TEST_DATABASE_URL);
}
