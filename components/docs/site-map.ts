/** What the navigation of the docs lists. */
export interface DocsSection {
  title: string;
  /** folded away while the reader is elsewhere */
  folded?: boolean;
  pages: readonly { href: string; title: string }[];
}
