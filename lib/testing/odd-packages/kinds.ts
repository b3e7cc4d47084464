import { field, type Odd, u16, unsafe, withPart } from '@/lib/testing/odd-packages/make';

/** Entries that are no plain files. */
export const KINDS: Odd[] = [
  unsafe(
    'a symbolic link',
    () => withPart({ name: 'link', data: '/etc/passwd', mode: 0o120777 }),
    /symbolic link/,
  ),
  unsafe(
    'a symbolic link in an extra field',
    () =>
      withPart({
        name: 'link',
        data: 'x',
        mode: 0,
        extra: field(
          0x756e,
          Buffer.concat([Buffer.alloc(4), u16(0o120777 & 0xffff), Buffer.alloc(8)]),
        ),
      }),
    /symbolic link/,
  ),
  unsafe('a device', () => withPart({ name: 'null', mode: 0o020666 }), /neither a file/),
  unsafe('an encrypted file', () => withPart({ name: 'x', data: 'x', flags: 0x801 }), /encrypted/),
  unsafe('strong encryption', () => withPart({ name: 'x', data: 'x', flags: 0x841 }), /encrypted/),
  unsafe(
    'a strange compression',
    () => withPart({ name: 'x', data: 'x', method: 12 }),
    /method 12/,
  ),
  unsafe('a folder with content', () => withPart({ name: 'x/', data: 'x' }), /folder with content/),
];
