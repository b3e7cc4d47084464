import { crc32, createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib';
import { chunksOf, type RandomSource } from '@/lib/packages/apkg/source';
import type { PlacedEntry } from '@/lib/packages/apkg/zip/layout';

/** Up to these sizes one call is cheaper than a stream, and too short to hold others up. */
const SMALL_PACKED = 64 * 1024;
const SMALL = 512 * 1024;

/** An entry that is not what it claims; the message follows the entry's name. */
export class BadEntry extends Error {}

/**
 * The bytes of an entry. Counts and checks while it inflates and throws BadEntry as soon as it is more than
 * declared, or at the end when it is less, its checksum is wrong or bytes are hidden behind the data. `reuse`: a chunk
 * may be overwritten by the next.
 */
export async function* unpack(
  source: RandomSource,
  entry: PlacedEntry,
  reuse = false,
): AsyncGenerator<Buffer> {
  const { start, packed, size } = entry;
  let count = 0;
  let crc = 0;
  const note = (chunk: Buffer) => {
    count += chunk.length;
    if (count > size) throw new BadEntry('is larger than the archive says.');
    crc = crc32(chunk, crc);
    return chunk;
  };
  if (entry.stored) {
    for await (const chunk of chunksOf(source, start, start + packed, reuse)) yield note(chunk);
  } else if (packed <= SMALL_PACKED && size <= SMALL) {
    const whole = await source.read(start, packed);
    yield note(inflateSmall(whole, size));
  } else {
    const inflate = createInflateRaw({ chunkSize: 128 * 1024 });
    feed(source, entry, inflate);
    try {
      for await (const chunk of inflate) yield note(chunk as Buffer);
      if (inflate.bytesWritten !== packed) throw new BadEntry('has hidden bytes behind its data.');
    } catch (error) {
      throw asBadEntry(error);
    } finally {
      inflate.destroy();
    }
  }
  if (count !== size) throw new BadEntry('is smaller than the archive says.');
  if (crc !== entry.crc) throw new BadEntry('is damaged: its checksum is wrong.');
}

/** Writes the packed bytes, one chunk at a time: its buffer is free again when the write has been called back. */
async function feed(source: RandomSource, { start, packed }: PlacedEntry, inflate: InflateRaw) {
  try {
    for await (const chunk of chunksOf(source, start, start + packed, true))
      await new Promise<void>((done, failed) =>
        inflate.write(chunk, (error) => (error ? failed(error) : done())),
      );
    inflate.end();
  } catch (error) {
    inflate.destroy(error as Error);
  }
}

function inflateSmall(whole: Buffer, size: number): Buffer {
  try {
    const { buffer, engine } = inflateRawSync(whole, {
      maxOutputLength: Math.max(1, size),
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten !== whole.length)
      throw new BadEntry('has hidden bytes behind its data.');
    return buffer;
  } catch (error) {
    throw asBadEntry(error);
  }
}

function asBadEntry(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'ERR_BUFFER_TOO_LARGE') return new BadEntry('is larger than the archive says.');
  if (code.startsWith('Z_')) return new BadEntry('is damaged: it cannot be unpacked.');
  return error;
}

/** A whole entry in memory; throws BadEntry above `max` bytes. */
export async function unpackWhole(
  source: RandomSource,
  entry: PlacedEntry,
  max: number,
): Promise<Buffer> {
  if (entry.size > max) throw new BadEntry(`is larger than ${max} bytes.`);
  const chunks: Buffer[] = [];
  for await (const chunk of unpack(source, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
