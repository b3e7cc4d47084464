const MOST = 60;

/** A conversation's title: the first line of its first message, without markdown, cut between words. */
export function titleOf(message: string): string {
  const line =
    message
      .split('\n')
      .map((l) => l.replace(/^\s*(?:(?:#{1,6}|[-*+>])\s+|```\w*|-{3,})*/, '').trim())
      .find((l) => l !== '') ?? '';
  const plain = line.replace(/[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}/g, '$1').replace(/\s+/g, ' ');
  if (plain.length <= MOST) return plain || 'New conversation';
  const cut = plain.slice(0, MOST);
  const space = cut.lastIndexOf(' ');
  return `${(space > MOST / 2 ? cut.slice(0, space) : cut).replace(/[\s,.;:–-]+$/, '').toWellFormed()}…`;
}
