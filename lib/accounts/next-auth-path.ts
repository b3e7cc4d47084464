/** What next-auth itself answers under /api/auth; every other path there is an endpoint of ours. */
const ACTIONS = new Set([
  'providers',
  'csrf',
  'signin',
  'signout',
  'callback',
  'error',
  'verify-request',
  '_log',
]);

/** Whether a path belongs to next-auth and has to be passed on to Next. */
export function isNextAuthPath(pathname: string): boolean {
  const [api, auth, action] = pathname.split('/').filter(Boolean);
  return api === 'api' && auth === 'auth' && action !== undefined && ACTIONS.has(action);
}
