const MiB = 1024 * 1024;

/** What a package may be. Sizes are in bytes. */
export const LIMITS = {
  /** files and folders together */
  entries: 5_000,
  /** of all files unpacked */
  total: 256 * MiB,
  /** unpacked to packed; small files may compress better */
  ratio: 100,
  ratioFrom: MiB,
  path: 255,
  depth: 32,
  comment: 1_024,
  directory: 4 * MiB,
  manifest: 2 * MiB,
  /** YAML costs a hundred times what JSON does */
  yaml: 32 * 1024,
  env: 256 * 1024,
  document: 256 * 1024,
  /** more than this many sentences help nobody */
  problems: 40,
} as const;
