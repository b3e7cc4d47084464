/** The sections of the docs, in the order of their navigation: folder and title. */
export const SECTIONS = [
  { slug: 'start', title: 'Get started' },
  { slug: 'concepts', title: 'Concepts' },
  { slug: 'guides', title: 'Guides' },
  { slug: 'tutorials', title: 'Tutorials' },
  { slug: 'reference', title: 'Reference' },
  { slug: 'operate', title: 'Operate' },
] as const;

export type SectionSlug = (typeof SECTIONS)[number]['slug'];
