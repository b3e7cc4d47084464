import { NOT_ZIPS } from '@/lib/testing/odd-packages/frames';
import { KINDS } from '@/lib/testing/odd-packages/kinds';
import { LIES } from '@/lib/testing/odd-packages/lies';
import type { Odd } from '@/lib/testing/odd-packages/make';
import { MANIFESTS } from '@/lib/testing/odd-packages/manifests';
import { NAMES } from '@/lib/testing/odd-packages/names';
import { PIXELL } from '@/lib/testing/odd-packages/pixell';
import { SIZES } from '@/lib/testing/odd-packages/sizes';

/** Odd and hostile files, each with its verdict. */
export const CORPUS: Odd[] = [
  ...NOT_ZIPS,
  ...NAMES,
  ...KINDS,
  ...LIES,
  ...SIZES,
  ...MANIFESTS,
  ...PIXELL,
];
