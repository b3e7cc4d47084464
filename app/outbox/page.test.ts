import { describe, expect, it } from 'vitest';
import OutboxPage from '@/app/outbox/page';
import { overrideEnv } from '@/lib/core/env';

const open = () => OutboxPage({ searchParams: Promise.resolve({}) });

describe('the outbox page', () => {
  it('does not exist in production', async () => {
    const restore = overrideEnv({ mode: 'production' });
    try {
      await expect(open()).rejects.toThrow(/404/);
    } finally {
      restore();
    }
  });

  it('opens in development', async () => {
    await expect(open()).resolves.toBeTruthy();
  });
});
