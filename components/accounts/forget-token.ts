/** Takes a used token out of the address bar and the history. */
export function forgetToken() {
  window.history.replaceState(null, '', window.location.pathname);
}
