import { storage } from '@/lib/core/storage/storage';
import type { DataFormat } from '@/lib/jobs/data-operations';
import type { StoredResult } from '@/lib/jobs/present';
import { type Task, TaskFailed } from '@/lib/jobs/task';
import { compile, type Row, RowError } from '@/lib/jobs/tasks/data-compile';
import { readRows } from '@/lib/jobs/tasks/data-read';
import { openSource } from '@/lib/jobs/tasks/data-source';
import { CONTENT_TYPES, writeRows } from '@/lib/jobs/tasks/data-write';
import type { Payload } from '@/lib/jobs/tasks.contract';
import { folderOf } from '@/lib/jobs/upload';

const SAMPLES = 20;

/** Streams a source through its operations into a file: memory does not grow with the data. */
export const dataProcessing: Task<Payload<'data-processing'>> = async (work) => {
  const { ctx, job, payload, signal } = work;
  const step = compile(payload.operations);
  const source = await openSource(ctx, payload.source, signal);
  const input = payload.input_format ?? source.format;
  const output: DataFormat = payload.output_format ?? input;
  const counts = { rows_in: 0, rows_out: 0, rows_dropped: 0, errors: 0 };
  const samples: { row: number; message: string }[] = [];
  const bad = (message: string) => {
    counts.errors++;
    if (samples.length < SAMPLES) samples.push({ row: counts.rows_in, message });
    if (payload.on_error === 'fail')
      throw new TaskFailed('BAD_ROW', `Row ${counts.rows_in}: ${message}.`);
  };
  const processed = async function* (): AsyncGenerator<Row[]> {
    for await (const batch of readRows(source.stream, input, payload.delimiter ?? ',')) {
      signal.throwIfAborted();
      const out: Row[] = [];
      for (const read of batch) {
        counts.rows_in++;
        try {
          if (typeof read === 'string') throw new RowError(read);
          const row = step(read, counts.rows_in);
          if (row === null) counts.rows_dropped++;
          else out.push(row);
        } catch (error) {
          if (!(error instanceof RowError)) throw error;
          bad(error.message);
        }
      }
      counts.rows_out += out.length;
      yield out;
      await work.progress({ ...counts });
    }
  };
  const key = `${folderOf(ctx.organizationId)}results/${job.id}-${job.fence}.${output}`;
  const contentType = CONTENT_TYPES[output];
  const written = { extraFields: 0 };
  const files = await storage();
  const stop = () => source.stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { size, sha256 } = await files.put(key, writeRows(output, processed(), written), {
      contentType,
    });
    const filename = `${source.name}.${output}`;
    const file: StoredResult = { key, filename, contentType, bytes: size };
    const value = {
      ...counts,
      ...(samples.length > 0 && { error_samples: samples }),
      ...(written.extraFields > 0 && { extra_fields_left_out: written.extraFields }),
      format: output,
      bytes_out: size,
      sha256,
    };
    await work.log(counts.errors > 0 ? 'warning' : 'info', sentence(counts));
    return { value, file };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
};

const sentence = (c: { rows_in: number; rows_out: number; rows_dropped: number; errors: number }) =>
  `Read ${c.rows_in} rows: wrote ${c.rows_out}, dropped ${c.rows_dropped}, could not use ${c.errors}.`;
