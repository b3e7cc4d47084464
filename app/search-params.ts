/** What a page gets of its address's query. Next's own PageProps exists only after a build. */
export type Searched = { searchParams: Promise<Record<string, string | string[] | undefined>> };
