import type { Ctx } from '@/lib/core/context';
import { CHANNEL } from '@/lib/executions/store';

export interface Chunk {
  type: 'text' | 'reasoning' | 'tool_call' | 'tool_result' | 'restart' | 'status' | 'log';
  data: Record<string, unknown>;
}

const FLUSH_MS = 50;

/**
 * Writes what a running execution shows live. Deltas gather for 50 ms and are written in one statement that
 * also notifies; losing one only costs a glimpse, since the durable truth is in the steps.
 */
export class ChunkWriter {
  #seq: number;
  #pending: Chunk[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    readonly ctx: Ctx,
    readonly executionId: string,
    seq: number,
  ) {
    this.#seq = seq;
  }

  static async open(ctx: Ctx, held: { id: string; fence: number }): Promise<ChunkWriter> {
    const executionId = held.id;
    if (held.fence === 1) return new ChunkWriter(ctx, executionId, 1);
    const last = await ctx.db.executionChunk.aggregate({
      where: { executionId },
      _max: { seq: true },
    });
    return new ChunkWriter(ctx, executionId, (last._max.seq ?? 0) + 1);
  }

  write(chunk: Chunk): void {
    const last = this.#pending.at(-1);
    if (last && last.type === chunk.type && (chunk.type === 'text' || chunk.type === 'reasoning'))
      last.data = { text: `${String(last.data.text)}${String(chunk.data.text)}` };
    else this.#pending.push({ ...chunk });
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#pending;
    if (batch.length === 0) return this.#writing;
    this.#pending = [];
    const from = this.#seq;
    this.#seq += batch.length;
    this.#writing = this.#writing.then(() => this.#insert(from, batch));
    return this.#writing;
  }

  async #insert(from: number, batch: Chunk[]): Promise<void> {
    try {
      await this.ctx.sql(
        `WITH added AS (
           INSERT INTO execution_chunks (organization_id, execution_id, seq, type, data)
           SELECT $1::uuid, $2::uuid, $3::int + n - 1, c->>'type', c->'data'
           FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY AS t(c, n)
           ON CONFLICT DO NOTHING)
         SELECT pg_notify('${CHANNEL}', $2::text)::text AS told`,
        this.ctx.organizationId,
        this.executionId,
        from,
        JSON.stringify(batch),
      );
    } catch (error) {
      this.ctx.log.warn({ err: (error as Error).message }, 'live output not written');
    }
  }
}
