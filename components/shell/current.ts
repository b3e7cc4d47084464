/** SWR's key of the organization and its balance; mutate it after anything that spends credits. */
export const CURRENT = '/api/organizations/current';
