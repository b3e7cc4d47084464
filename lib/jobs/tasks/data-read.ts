import type { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { DataFormat } from '@/lib/jobs/data-operations';
import { TaskFailed } from '@/lib/jobs/task';
import type { Row } from '@/lib/jobs/tasks/data-compile';
import { JsonSplitter } from '@/lib/jobs/tasks/json-splitter';

/** A row, or why it is none. */
export type Read = Row | string;

const BATCH = 500;
const LONGEST_ROW = 1024 * 1024;
const MOST_FIELDS = 2_000;

/** The rows of a stream in batches, never holding more than one batch. */
export function readRows(
  stream: Readable,
  format: DataFormat,
  delimiter: string,
): AsyncGenerator<Read[]> {
  return format === 'csv' ? csvRows(stream, delimiter) : jsonRows(stream);
}

async function* csvRows(stream: Readable, delimiter: string): AsyncGenerator<Read[]> {
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  let header: string[] | undefined;
  let batch: Read[] = [];
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (!header) {
        header = headerOf(record);
        continue;
      }
      batch.push(rowOf(header, record));
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    const { code } = error as CsvError;
    if (!code?.startsWith('CSV_')) throw error;
    throw new TaskFailed('SOURCE_BROKEN', `The CSV cannot be read: ${(error as Error).message}`);
  } finally {
    stream.destroy();
  }
  if (batch.length > 0) yield batch;
}

/** Names for the columns: empty ones are numbered, repeated ones too. */
function headerOf(record: string[]): string[] {
  if (record.length > MOST_FIELDS)
    throw new TaskFailed('SOURCE_BROKEN', `The CSV has more than ${MOST_FIELDS} columns.`);
  const seen = new Map<string, number>();
  return record.map((text, i) => {
    const name = text.trim().slice(0, 200) || `column_${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}

function rowOf(header: string[], record: string[]): Read {
  if (record.length > header.length)
    return `it has ${record.length} cells under ${header.length} headings`;
  // No prototype: a column may have any name.
  const row: Row = Object.create(null);
  for (const [i, name] of header.entries()) row[name] = record[i] ?? '';
  return row;
}

async function* jsonRows(stream: Readable): AsyncGenerator<Read[]> {
  const splitter = new JsonSplitter(LONGEST_ROW);
  let batch: Read[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      for (const piece of splitter.push(Buffer.from(chunk))) {
        batch.push(parsed(piece));
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
    }
    for (const piece of splitter.end()) batch.push(parsed(piece));
  } finally {
    stream.destroy();
  }
  if (batch.length > 0) yield batch;
}

function parsed(piece: string | null): Read {
  if (piece === null) return `it is longer than ${LONGEST_ROW} bytes`;
  let value: unknown;
  try {
    value = JSON.parse(piece);
  } catch {
    return 'it is not valid JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no object';
  return Object.assign(Object.create(null), value) as Row;
}
