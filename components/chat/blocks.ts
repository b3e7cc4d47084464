/** Definitions that other blocks refer to make a text one whole. */
const REFERS = /^ {0,3}\[[^\]]+\]:/m;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** Lines that may go on with the block before a blank line: lists, quotes, tables, indented text. */
const CONTINUES = /^(?:\s|[-*+>|]|\d+[.)]\s)/;

/**
 * Cuts markdown where cutting changes nothing, so that a growing answer parses its last block only.
 * Joining the blocks gives the text again.
 */
export function blocksOf(markdown: string): string[] {
  if (REFERS.test(markdown)) return [markdown];
  const blocks: string[] = [];
  let block = '';
  let fence: string | null = null;
  let blank = false;
  for (const line of markdown.split(/(?<=\n)/)) {
    if (blank && fence === null && block.trim() && !CONTINUES.test(line)) {
      blocks.push(block);
      block = '';
    }
    const mark = FENCE.exec(line)?.[1];
    if (fence === null) fence = mark ?? null;
    else if (
      mark &&
      mark[0] === fence[0] &&
      mark.length >= fence.length &&
      !line.trim().slice(mark.length)
    )
      fence = null;
    block += line;
    blank = line.trim() === '';
  }
  if (block) blocks.push(block);
  return blocks;
}
