/** Small things kept in this browser; storage that is full or forbidden is no reason to fail. */
export const kept = {
  get(key: string): string {
    try {
      return localStorage.getItem(key) ?? '';
    } catch {
      return '';
    }
  },
  set(key: string, value: string): void {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      // Kept in memory only.
    }
  },
};

export const draftKey = (conversationId: string | null) => `chat.draft.${conversationId ?? 'new'}`;
export const LAST_AGENT = 'chat.agent';
