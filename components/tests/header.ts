/** How the list of suites begins, while it loads too. */
export const HEADER = {
  title: 'Tests',
  description: 'Cases with what is expected of them, run again whenever something changes.',
};
