import { makeZip, nativePackage, nativeParts } from '@/lib/testing/apkg';
import { bad, FORMAT, type Odd } from '@/lib/testing/odd-packages/make';

/** Files that are no zip, or whose ends lie. */
export const NOT_ZIPS: Odd[] = [
  bad('an empty file', () => Buffer.alloc(0), FORMAT, /too small/),
  bad('text', () => Buffer.from('This is not a package. '.repeat(50)), FORMAT, /not a zip/),
  bad('a tar file', () => Buffer.alloc(10_240), FORMAT, /not a zip/),
  bad('a zip cut in half', () => half(nativePackage()), FORMAT, /cut off/),
  bad('a zip without entries', () => makeZip([]), FORMAT, /empty/),
  bad(
    'a zip with a false table',
    () => makeZip(nativeParts(), { directory: 7 }),
    FORMAT,
    /belongs to no file/,
  ),
  bad(
    'a zip whose table points outside',
    () => makeZip(nativeParts(), { directory: 2 ** 31 }),
    FORMAT,
    /points outside/,
  ),
  bad(
    'a zip of several disks',
    () => makeZip(nativeParts(), { disk: 1 }),
    FORMAT,
    /one part of several/,
  ),
  bad('a zip64 that is none', () => makeZip(nativeParts(), { entries: 0xffff }), FORMAT, /zip64/),
  bad('a zip64 locator', () => makeZip(nativeParts(), { beforeEnd: locator() }), FORMAT, /zip64/),
  bad(
    'more entries than there are',
    () => makeZip(nativeParts(), { entries: 4 }),
    FORMAT,
    /damaged/,
  ),
  bad('hidden entries', () => makeZip(nativeParts(), { entries: 2 }), FORMAT, /hidden entries/),
  bad(
    'data after the end',
    () => makeZip(nativeParts(), { trailing: Buffer.from('<?php') }),
    FORMAT,
    /after the end/,
  ),
  bad(
    'a program in front',
    () => makeZip(nativeParts(), { before: Buffer.from('#!/bin/sh\n') }),
    FORMAT,
    /in front/,
  ),
  bad(
    'a program in front, offsets adjusted',
    () => makeZip(nativeParts(), { before: Buffer.from('MZ program'), shift: true }),
    FORMAT,
    /in front/,
  ),
  bad(
    'a false first entry in front',
    () => makeZip(nativeParts(), { before: ghost(), shift: true }),
    FORMAT,
    /in front/,
  ),
  bad(
    'a huge comment',
    () => makeZip(nativeParts(), { comment: 'x'.repeat(60_000) }),
    FORMAT,
    /comment/,
  ),
  bad(
    'an archive in the comment',
    () => makeZip(nativeParts(), { comment: makeZip(nativeParts()) }),
    FORMAT,
    /two ends|after the end|in two ways/,
  ),
];

const half = (zip: Buffer) => zip.subarray(0, zip.length / 2);
const locator = () => Buffer.concat([Buffer.from('504b0607', 'hex'), Buffer.alloc(16)]);
const ghost = () => makeZip([{ name: 'ghost.py', data: 'x' }]).subarray(0, 39);
